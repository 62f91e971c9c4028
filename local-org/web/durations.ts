import type { FieldSchema } from '../src/metadata/types.ts';

/** Number fields that hold a length of time: seconds in one of their unit. */
const UNIT_SECONDS: Record<string, number> = {
  DurationInMinutes: 60,
  CallDurationInSeconds: 1,
  Duration__c: 1,
  Conversation_Duration__c: 1,
  Talk_Seconds__c: 1,
};

export const isDuration = ({ name }: FieldSchema) => name in UNIT_SECONDS;

/** `1 h 5 min`, `4 min 46 s`: the two largest units, in the reader's language. */
export function durationText(field: FieldSchema, value: number, language: string): string {
  const total = Math.round(value * (UNIT_SECONDS[field.name] ?? 1));
  const seconds = total >= 3600 ? Math.round(total / 60) * 60 : total;
  const parts = [
    [Math.floor(seconds / 3600), 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ] as const;
  const shown = parts.filter(([amount]) => amount > 0);
  return (shown.length > 0 ? shown : [[0, 'second'] as const])
    .map(([amount, unit]) =>
      new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(amount),
    )
    .join(' ');
}
