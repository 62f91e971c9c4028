const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** A record Id in its 18-character form; anything that is not a 15-character Id is returned as it came. */
export function to18(id: string): string {
  if (!/^[a-zA-Z0-9]{15}$/.test(id)) return id;
  const suffix = [0, 5, 10].map((start) => {
    const bits = [...id.slice(start, start + 5)].reduce(
      (sum, char, index) => (/[A-Z]/.test(char) ? sum | (1 << index) : sum),
      0,
    );
    return ALPHABET[bits];
  });
  return id + suffix.join('');
}
