-- The delegation under which a hand was given, by the office that it made.
alter table hand add column office bytea;
