-- Says which database this is, so that a service pointed at the wrong server stops at start and not at the first query.
create table if not exists database_identity
(
    name       varchar(63) primary key,
    created_at timestamptz not null default now()
);

insert into database_identity (name) values ('svetubd') on conflict do nothing;

-- The little the monolith itself keeps of a user: enough to issue development tokens. Listings carry no foreign key to it.
create table if not exists users
(
    id         integer primary key,
    email      varchar(255) not null unique,
    role       varchar(20)  not null default 'user',
    created_at timestamp    not null default (now() at time zone 'utc')
);

-- One row when the data was made by the seeder: what it was made from, and that it must not be made again.
create table if not exists seed_runs
(
    listings  integer     not null,
    seed      bigint      not null,
    seeded_at timestamptz not null default now()
);
