-- What a line of an inbox says of the project: the answers that the procedure names, as JSON.

alter table task add column summary text not null default '';
