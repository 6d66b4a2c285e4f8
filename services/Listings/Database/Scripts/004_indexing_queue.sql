-- What the search index has still to be told: one row a listing, written in the transaction that changes the listing. No
-- foreign key, since a listing that is gone has to leave the index too.
--   pending     waits until available_at
--   processing  claimed by a worker; available_at is the end of its lease, after which another may take it
--   failed      refused max_retries times; kept until somebody replays it by setting it to pending
-- revision tells a worker that the row it has just dealt with was queued anew meanwhile, and so must stay.
create table if not exists indexing_queue
(
    listing_id    bigint primary key,
    operation     varchar(10) not null check (operation in ('index', 'delete')),
    status        varchar(20) not null default 'pending' check (status in ('pending', 'processing', 'failed')),
    version       bigint      not null,
    revision      bigint      not null default 1,
    retry_count   integer     not null default 0,
    max_retries   integer     not null default 10,
    error_message text,
    available_at  timestamptz not null default now(),
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now()
);

create index if not exists idx_indexing_queue_available on indexing_queue (available_at, listing_id) where status <> 'failed';

create or replace function indexing_queue_notify() returns trigger language plpgsql as
$$
begin
    notify indexing_queue;
    return null;
end;
$$;

-- Once a statement, at commit, however many rows. A worker's own updates do not name revision.
create or replace trigger indexing_queue_notify
    after insert or update of revision on indexing_queue
    for each statement execute function indexing_queue_notify();
