-- The register's log: each act becomes a leaf of one tree, whose heads are signed.
-- An act gets its salted digest with its row; its place in the tree comes right after.

alter table act add column salt bytea;     -- 32 bytes of chance; destroyed, the leaf says nothing
alter table act add column leaf bytea;     -- the salted digest
alter table act add column mark bytea;     -- the program's own mark on the digest
alter table act add column place bigint;   -- in the tree, from 0; null: not yet; -1: refused, nobody knows who wrote it
create index act_waiting on act (at, commune, dossier, seq) where place is null;

-- Which act each leaf is. The log belongs to the whole Diwan: its collectivity is the Kingdom, 0.
create table log_entry (
    collectivity bigint not null,
    place bigint not null,
    commune bigint not null,
    dossier bytea not null,
    seq bigint not null,
    number text not null,            -- of the file, to say where
    leaf bytea not null,
    primary key (collectivity, place)
);

-- Hashes of the tree, 256 together, as C2SP tlog-tiles serves them.
create table log_tile (
    collectivity bigint not null,
    level bigint not null,
    tile bigint not null,
    hashes bytea not null,
    primary key (collectivity, level, tile)
);

-- Signed heads, all of them.
create table checkpoint (
    collectivity bigint not null,
    size bigint not null,
    at bigint not null,
    root bytea not null,
    note text not null,
    stamp bytea,                     -- an RFC 3161 token over the note's text, when an authority has given one
    primary key (collectivity, size)
);

-- What other institutions signed of a head.
create table cosignature (
    collectivity bigint not null,
    size bigint not null,
    name text not null,
    at bigint not null,
    line text not null,
    primary key (collectivity, size, name)
);
