-- Extends the lease of a slot, or takes it again where it has expired and nobody else has.
-- KEYS[1] slot:{n}   ARGV boot id, time to live in ms
-- Answers {verdict, run id of this Redis process}, the verdict being
--   'held' (extended), 'retaken' (it was absent), or 'lost' (another gateway's).
local server = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)') or ''
local owner = redis.call('GET', KEYS[1])
if owner == ARGV[1] then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  return {'held', server}
end
if owner then
  return {'lost', server}
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return {'retaken', server}
