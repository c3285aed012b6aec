-- Removes a connection of a device if it is still the registered one.
-- KEYS[1] presence:{user}   ARGV device, '|boot id|connection id|epoch'
-- The slot is not compared: it may have changed since the route was written.
-- Answers {'mine' where it was removed or 'other' where nothing changed, ''}.
local old = redis.call('HGET', KEYS[1], ARGV[1])
if old and string.sub(old, -#ARGV[2]) == ARGV[2] then
  redis.call('HDEL', KEYS[1], ARGV[1])
  return {'mine', ''}
end
return {'other', ''}
