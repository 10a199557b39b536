-- A certificate of another authority beside those of our own.

-- What stands above it up to its root, one DER after the other; null for what our own authority issued.
alter table certificate add column chain bytea;
