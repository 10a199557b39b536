-- An inbox is one walk along an index, and its counts another one that reads nothing else.
drop index task_inbox;
drop index task_commune;
create index task_inbox on task (seat, role, due, dossier, starts);
create index task_counted on task (seat, role, procedure, step, commune, starts, due, paused);
