ALTER TABLE conversations ADD COLUMN started_at timestamptz;
ALTER TABLE conversations ADD COLUMN lane text NOT NULL DEFAULT 'live' CHECK (lane IN ('urgent', 'live', 'backfill'));
ALTER TABLE conversations ADD COLUMN waiting_since timestamptz;
ALTER TABLE conversations ADD COLUMN due_at timestamptz;
ALTER TABLE conversations ADD COLUMN backfill_id bigint;
ALTER TABLE conversations ADD COLUMN backfill_revision integer;

UPDATE conversations SET started_at = said.started_at
FROM (
  SELECT tenant, key, max((content ->> 'startedAt')::timestamptz) AS started_at
  FROM parts
  WHERE content ->> 'startedAt' IS NOT NULL
  GROUP BY tenant, key
) AS said
WHERE conversations.tenant = said.tenant AND conversations.key = said.key;

CREATE INDEX conversations_started ON conversations (tenant, started_at, key);
CREATE INDEX conversations_open ON conversations (tenant, lane, waiting_since) WHERE done_revision < revision;
CREATE INDEX conversations_backfill ON conversations (tenant, backfill_id) WHERE backfill_id IS NOT NULL;

CREATE TABLE sendings (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  at timestamptz NOT NULL DEFAULT now(),
  lane text NOT NULL CHECK (lane IN ('live', 'backfill')),
  conversations integer NOT NULL,
  requests integer NOT NULL
);
CREATE INDEX sendings_tenant ON sendings (tenant, at DESC);

CREATE TABLE budgets (
  tenant text PRIMARY KEY REFERENCES tenants (name) ON DELETE CASCADE,
  used integer,
  max integer,
  read_at timestamptz,
  parked_since timestamptz,
  reason text CHECK (reason IN ('reserve', 'limit')),
  asks integer NOT NULL DEFAULT 0,
  next_ask_at timestamptz,
  paused_since timestamptz
);

CREATE TABLE backfills (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  from_at timestamptz NOT NULL,
  to_at timestamptz NOT NULL,
  provider text,
  state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'cancelled', 'failed')),
  step text NOT NULL CHECK (step IN ('pull', 'write')),
  cursor text,
  attempts integer NOT NULL DEFAULT 0,
  total integer NOT NULL DEFAULT 0,
  done integer NOT NULL DEFAULT 0,
  failed integer NOT NULL DEFAULT 0,
  requests integer NOT NULL DEFAULT 0,
  message text,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  finished_at timestamptz
);
CREATE INDEX backfills_tenant ON backfills (tenant, id DESC);
