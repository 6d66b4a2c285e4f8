-- Who is sent where. enabled = false is the kill switch: everybody goes to the monolith, canaries too. The percentage has
-- three decimals because there are 100,000 buckets. seed is part of the bucket's salt: a new seed deals the users anew.
create table if not exists routing_flags
(
    name            varchar(100) primary key,
    enabled         boolean       not null default false,
    rollout_percent numeric(6, 3) not null default 0 check (rollout_percent between 0 and 100),
    canary_user_ids bigint[]      not null default '{}',
    deny_user_ids   bigint[]      not null default '{}',
    seed            varchar(64)   not null default '1',
    version         bigint        not null default 1,
    updated_at      timestamptz   not null default clock_timestamp(),
    updated_by      varchar(255)  not null,
    reason          text          not null
);

create table if not exists routing_flag_history
(
    name            varchar(100)  not null,
    version         bigint        not null,
    enabled         boolean       not null,
    rollout_percent numeric(6, 3) not null,
    canary_user_ids bigint[]      not null,
    deny_user_ids   bigint[]      not null,
    seed            varchar(64)   not null,
    changed_at      timestamptz   not null,
    changed_by      varchar(255)  not null,
    reason          text          not null,
    primary key (name, version)
);

-- A writer who has read version n writes version n + 1: the second of two writers fails instead of winning.
create or replace function routing_flags_guard() returns trigger language plpgsql as
$$
begin
    if tg_op = 'DELETE' then
        raise exception 'routing flag % cannot be deleted: disable it instead', old.name using errcode = '55000';
    end if;
    if new.name is distinct from old.name then
        raise exception 'routing flag % cannot be renamed to %', old.name, new.name using errcode = '55000';
    end if;
    if new.version <> old.version + 1 then
        raise exception 'routing flag % is at version %: the next version is %, not %', old.name, old.version, old.version + 1, new.version
            using errcode = '40001';
    end if;
    new.updated_at := greatest(clock_timestamp(), old.updated_at + interval '1 microsecond');
    return new;
end;
$$;

create or replace trigger routing_flags_guard
    before update or delete on routing_flags
    for each row execute function routing_flags_guard();

-- Channel routing_flags, payload "<name> <version>", delivered at commit.
create or replace function routing_flags_record() returns trigger language plpgsql as
$$
begin
    insert into routing_flag_history (name, version, enabled, rollout_percent, canary_user_ids, deny_user_ids, seed, changed_at, changed_by, reason)
    values (new.name, new.version, new.enabled, new.rollout_percent, new.canary_user_ids, new.deny_user_ids, new.seed, new.updated_at, new.updated_by, new.reason);
    perform pg_notify('routing_flags', new.name || ' ' || new.version);
    return null;
end;
$$;

create or replace trigger routing_flags_record
    after insert or update on routing_flags
    for each row execute function routing_flags_record();

create or replace function routing_flags_only_grow() returns trigger language plpgsql as
$$
begin
    raise exception '%: rows are only ever added', tg_table_name using errcode = '55000';
end;
$$;

create or replace trigger routing_flag_history_only_grows
    before update or delete or truncate on routing_flag_history
    for each statement execute function routing_flags_only_grow();

create or replace trigger routing_flags_not_truncated
    before truncate on routing_flags
    for each statement execute function routing_flags_only_grow();
