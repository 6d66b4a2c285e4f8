-- Says which database this is, so that a service pointed at the wrong server stops at start and not at the first query.
-- schema_version is the number of the newest script that ran here.
create table if not exists database_identity
(
    name           varchar(63) primary key,
    schema_version integer     not null default 0,
    created_at     timestamptz not null default now()
);

insert into database_identity (name) values ('listings') on conflict do nothing;
