-- A chat service of the version before registers a device at epoch 1, also one that was dropped and
-- whose old route presence may still hold.
CREATE FUNCTION inbox.take_epoch() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    NEW.epoch := nextval('inbox.epoch');
    RETURN NEW;
END
$$;

CREATE TRIGGER take_epoch BEFORE INSERT ON inbox.device
    FOR EACH ROW WHEN (NEW.epoch = 1) EXECUTE FUNCTION inbox.take_epoch();
