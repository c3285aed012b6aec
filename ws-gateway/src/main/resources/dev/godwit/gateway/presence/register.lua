-- Makes a connection the registered one of its device, unless a newer one is.
-- KEYS[1] presence:{user}   ARGV device, route, epoch, time to live in ms
-- Answers {what was found, the route that was found or ''}:
--   'mine'    extended
--   'absent'  set
--   'lower'   overwritten: an older connection, or this one under the slot it had before
--   'higher'  nothing changed: a newer connection is registered
local old = redis.call('HGET', KEYS[1], ARGV[1])
local found = 'absent'
if old == ARGV[2] then
  found = 'mine'
elseif old then
  local epoch = tonumber(string.match(old, '|(%d+)$'))
  if epoch and epoch > tonumber(ARGV[3]) then
    return {'higher', old}
  end
  found = 'lower'
end
if found ~= 'mine' then
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
end
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return {found, old or ''}
