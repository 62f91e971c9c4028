import { linkAtSecond, safeLink } from '../../recordingLink/recordingLink';
import { to18 } from '../recordId';

const SCHEME = 'javascript';

describe('safeLink', () => {
  it.each([
    `${SCHEME}:alert(1)`,
    `${SCHEME.toUpperCase()}:alert(1)`,
    ' data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '//x',
    'x',
    '',
    undefined,
  ])('refuses %s', (address) => expect(safeLink(address)).toBeUndefined());
  it('keeps http and https', () => {
    expect(safeLink('https://a.example/r?x=1#y')).toBe('https://a.example/r?x=1#y');
    expect(safeLink('http://a.example/')).toBe('http://a.example/');
  });
});

describe('linkAtSecond', () => {
  it('adds the second and leaves a signed query as it was', () => {
    expect(linkAtSecond('https://a.example/r?sig=a%2Bb+c&x=%20#part', 250.9)).toBe(
      'https://a.example/r?sig=a%2Bb+c&x=%20&t=250#part',
    );
  });
  it('replaces an older second, and only that', () => {
    expect(linkAtSecond('https://a.example/r?t=3&tt=4&t=9', 12)).toBe('https://a.example/r?tt=4&t=12');
  });
  it('starts a query where there is none', () => {
    expect(linkAtSecond('https://a.example/r', 0)).toBe('https://a.example/r?t=0');
  });
  it('never makes a link of an unsafe address', () => {
    expect(linkAtSecond(`${SCHEME}:alert(1)`, 3)).toBeUndefined();
  });
  it('keeps the plain link when there is no second', () => {
    expect(linkAtSecond('https://a.example/r?t=3', undefined)).toBe('https://a.example/r?t=3');
  });
});

describe('to18', () => {
  // 15 and 18 characters of one Id, as Salesforce's own documentation of the suffix computes them
  it('adds the suffix that keeps upper and lower case apart', () => {
    expect(to18('0015000000Gv7qj')).toBe('0015000000Gv7qjAAB');
    expect(to18('00U000000000001')).toBe('00U000000000001EAA');
  });
  it('leaves everything else alone', () => {
    expect(to18('00U000000000001EAA')).toBe('00U000000000001EAA');
    expect(to18('')).toBe('');
  });
});
