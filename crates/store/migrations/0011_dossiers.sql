-- Files: their acts, the state that the acts add up to, and the rows that lists read.

create table dossier (
    commune bigint not null,
    id bytea not null,
    number text not null,
    procedure text not null,
    revision bigint not null,
    province bigint not null,
    examiner bigint not null,
    applicant bytea not null,
    agent bytea,
    title text not null,             -- the applicant's name, as lists show it
    roles bigint not null,           -- who may read it, a bit for each role
    step text not null,
    version bigint not null,         -- how many acts
    state text not null,
    filed_day text not null,
    filed_at bigint not null,
    due text,                        -- the last day of the file's clock
    wakes text,                      -- the day after which time itself acts
    paused bigint not null,
    answered text,
    outcome text,
    last_at bigint not null,
    primary key (commune, id)
);
create unique index dossier_number on dossier (commune, number);
create index dossier_applicant on dossier (applicant, filed_at);
create index dossier_agent on dossier (agent, filed_at);
create index dossier_wakes on dossier (wakes);
create index dossier_province on dossier (province, step, due);
create index dossier_filed on dossier (commune, filed_at);

create table act (
    commune bigint not null,
    dossier bytea not null,
    seq bigint not null,             -- 0 is the filing
    at bigint not null,
    by_whom bytea not null,
    role text not null,
    name text not null,
    content text not null,
    primary key (commune, dossier, seq)
);

-- Who is awaited, a row for each file and role: the inboxes are this table and nothing else.
create table task (
    commune bigint not null,
    dossier bytea not null,
    role text not null,
    seat bigint not null,            -- the place where the office sits
    due text not null,               -- 9999-12-31 when nothing says
    starts text not null,            -- 0000-01-01 when at once
    number text not null,
    procedure text not null,
    step text not null,
    title text not null,
    filed_day text not null,
    file_due text,
    paused bigint not null,
    version bigint not null,
    primary key (commune, dossier, role)
);
create index task_inbox on task (seat, role, due, dossier);
create index task_commune on task (commune, role, due, dossier);

-- A form that is being filled in.
create table draft (
    commune bigint not null,
    id bytea not null,
    account bytea not null,
    procedure text not null,
    typed text not null,             -- what was typed, by field
    for_whom text not null,          -- the owner and the mandate, when it is for someone else
    pieces text not null,            -- what was uploaded, by piece
    updated_at bigint not null,
    version bigint not null,
    primary key (commune, id)
);
create index draft_account on draft (account, updated_at);

-- An upload that may be cut and resumed.
create table upload (
    commune bigint not null,
    id bytea not null,
    account bytea not null,
    target bytea not null,           -- the draft or the dossier
    piece text not null,
    name text not null,
    bytes bigint not null,           -- how many are announced
    made_at bigint not null,
    sha256 text,                     -- once whole
    media text,
    primary key (commune, id)
);
create index upload_target on upload (commune, target);

-- A paper that the register knows. Numbered when its act is recorded, typeset right after.
create table document (
    commune bigint not null,
    id bytea not null,
    dossier bytea not null,
    seq bigint not null,             -- the act it follows from
    name text not null,
    number text not null,
    code text not null,              -- opens the public page
    made_at bigint not null,
    sha256 text,
    bytes bigint,
    primary key (commune, id)
);
create unique index document_number on document (commune, number);
create index document_dossier on document (commune, dossier, seq);

create table notice (
    collectivity bigint not null,
    id bytea not null,
    account bytea not null,
    at bigint not null,
    name text not null,
    number text not null,            -- of the file
    service text not null,
    read_at bigint,
    primary key (collectivity, id)
);
create index notice_account on notice (account, at);

-- How long answers took: one row for each commune, procedure, month, outcome and number of days.
create table answered (
    commune bigint not null,
    procedure text not null,
    month text not null,
    outcome text not null,
    days bigint not null,
    late bigint not null,
    files bigint not null,
    primary key (commune, procedure, month, outcome, days, late)
);
