-- shadow_percent: how many reads are repeated on the other side for comparison. experiments: A/B tests that run beside the
-- rollout. endpoint: where the microservice listens; null leaves it to service discovery.
alter table routing_flags
    add column if not exists shadow_percent numeric(6, 3) not null default 0 check (shadow_percent between 0 and 100),
    add column if not exists experiments    jsonb         not null default '[]' check (jsonb_typeof(experiments) = 'array'),
    add column if not exists endpoint       text;

alter table routing_flag_history
    add column if not exists shadow_percent numeric(6, 3) not null default 0,
    add column if not exists experiments    jsonb         not null default '[]',
    add column if not exists endpoint       text;

create or replace function routing_flags_record() returns trigger language plpgsql as
$$
begin
    insert into routing_flag_history (name, version, enabled, rollout_percent, canary_user_ids, deny_user_ids, seed, changed_at, changed_by,
        reason, shadow_percent, experiments, endpoint)
    values (new.name, new.version, new.enabled, new.rollout_percent, new.canary_user_ids, new.deny_user_ids, new.seed, new.updated_at,
        new.updated_by, new.reason, new.shadow_percent, new.experiments, new.endpoint);
    perform pg_notify('routing_flags', new.name || ' ' || new.version);
    return null;
end;
$$;
