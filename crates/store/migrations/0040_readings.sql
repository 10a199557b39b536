-- Who read whose data: a row for each reader, subject and quarter of an hour.

create table reading (
    commune bigint not null,         -- of the file; of a person: where the officer sits who looked
    subject bytea not null,          -- the file, or the account of a person
    reader bytea not null,           -- the account of the officer; nil: the operator, at the machine
    role text not null,              -- in which quality
    seat bigint not null,            -- of which institution
    what text not null,              -- file, piece, paper, person, evidence, export
    detail text not null,            -- the piece's name, the paper's number
    first_at bigint not null,
    last_at bigint not null,
    times bigint not null,
    primary key (commune, subject, reader, role, seat, what, detail, first_at)
);
create index reading_subject on reading (commune, subject, last_at);
create index reading_reader on reading (commune, reader, last_at);
