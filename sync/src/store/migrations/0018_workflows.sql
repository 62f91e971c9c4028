CREATE TABLE workflows (
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  name text NOT NULL,
  version integer NOT NULL,
  trigger text NOT NULL,
  switched_on_at timestamptz,
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by text,
  PRIMARY KEY (tenant, name)
);
CREATE TABLE workflow_versions (
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  name text NOT NULL,
  version integer NOT NULL,
  definition json NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, name, version)
);
CREATE TABLE workflow_runs (
  id text NOT NULL,
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  workflow text NOT NULL,
  version integer NOT NULL,
  conversation text NOT NULL,
  state text NOT NULL,
  writing text NOT NULL DEFAULT 'off',
  attempts integer NOT NULL DEFAULT 0,
  error_path text,
  error_message text,
  claimed_by text,
  due_at timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  finished_at timestamptz,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, workflow, version, conversation),
  FOREIGN KEY (tenant, conversation) REFERENCES conversations (tenant, key) ON DELETE CASCADE
);
CREATE INDEX workflow_runs_open ON workflow_runs (tenant, due_at) WHERE state IN ('waiting', 'running');
CREATE INDEX workflow_runs_newest ON workflow_runs (tenant, created_at DESC);
CREATE TABLE workflow_steps (
  tenant text NOT NULL,
  run text NOT NULL,
  path text NOT NULL,
  position bigint GENERATED ALWAYS AS IDENTITY,
  type text NOT NULL,
  state text NOT NULL,
  record json NOT NULL,
  PRIMARY KEY (tenant, run, path),
  FOREIGN KEY (tenant, run) REFERENCES workflow_runs (tenant, id) ON DELETE CASCADE
);
