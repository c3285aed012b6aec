-- Gives the slot back if it is still this gateway's.
-- KEYS[1] slot:{n}   ARGV boot id
-- Answers 1 where it was given back, else 0.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
