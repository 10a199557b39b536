-- Sessions of the commission, and the files on their agendas.

create table permit_session (
    commune bigint not null,         -- where the commission sits: the commune, or the province below 50,000 people
    id bytea not null,
    number text not null,
    day text not null,
    hour text not null,
    place text not null,
    status text not null,            -- called, open, closed
    attendance text not null,        -- who was present, by role, as JSON
    made_at bigint not null,
    made_by bytea not null,
    version bigint not null,
    primary key (commune, id)
);
create index permit_session_day on permit_session (commune, day);

create table permit_agenda (
    commune bigint not null,         -- of the session
    session bytea not null,
    file_commune bigint not null,
    dossier bytea not null,
    number text not null,
    rank bigint not null,
    primary key (commune, session, dossier)
);
create index permit_agenda_dossier on permit_agenda (file_commune, dossier);
