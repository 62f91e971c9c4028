/** Numbers that are none: phone systems write a word where the caller withheld the number. */

const WITHHELD =
  /^(anonymous|unknown|restricted|private|withheld|unavailable|blocked|hidden|no caller id|masqu[ée]|inconnu)$/i;

/** True of the words that stand for a number which the caller did not show. */
export function isWithheld(phone: string): boolean {
  return WITHHELD.test(phone.trim());
}

/** A number as it was written; undefined where there are fewer digits than the shortest number has. */
export function numberIn(phone: string | null | undefined): string | undefined {
  return phone && phone.replace(/\D/g, '').length >= 3 ? phone : undefined;
}

export const NAME_OF_WITHHELD = 'Anonymous caller';
