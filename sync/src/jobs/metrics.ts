/** Counters of this process, in Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats/). */

const HELP = {
  debrief_emails_total: 'Emails that were given, by what became of them: kept, or why not.',
  debrief_parts_accepted_total: 'Parts of conversations that were stored and queued.',
  debrief_conversations_rejected_total: 'Conversations in a request that were refused as invalid.',
  debrief_conversations_synced_total: 'Conversations that a batch brought in step with the org, by outcome.',
  debrief_conversations_parked_total: 'Times a conversation was kept for later, by reason.',
  debrief_conversations_failed_total: 'Conversations that the org refused.',
  debrief_batches_total: 'Batches that asked the org.',
  debrief_changes_total: 'Changes in the org that were heard of, by object and by how: an event or a poll.',
  debrief_changes_matched_again_total: 'Conversations that were to be matched again because the org changed.',
  debrief_visits_total: 'Visits that a run has dealt with, by outcome.',
  debrief_polls_total: 'Times the org was asked what had changed, by outcome.',
} as const;
export type Counter = keyof typeof HELP;
export type Labels = Record<string, string>;

export interface Sample {
  name: string;
  help: string;
  type: 'counter' | 'gauge';
  values: { labels: Labels; value: number }[];
}

export class Metrics {
  readonly #counters = new Map<Counter, Map<string, { labels: Labels; value: number }>>();

  add(name: Counter, labels: Labels, by = 1): void {
    const series = this.#counters.get(name) ?? new Map<string, { labels: Labels; value: number }>();
    this.#counters.set(name, series);
    const id = JSON.stringify(Object.entries(labels).sort());
    const known = series.get(id);
    if (known) known.value += by;
    else series.set(id, { labels, value: by });
  }

  samples(): Sample[] {
    return (Object.keys(HELP) as Counter[]).map((name) => ({
      name,
      help: HELP[name],
      type: 'counter',
      values: [...(this.#counters.get(name)?.values() ?? [])],
    }));
  }
}

export function renderMetrics(samples: Sample[]): string {
  return samples
    .flatMap(({ name, help, type, values }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...values.map(({ labels, value }) => {
        const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`);
        return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`;
      }),
    ])
    .join('\n')
    .concat('\n');
}

function escapeLabel(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
