import { settings } from '../../../../../config/jest/setupAnswers';
import {
  daysOf,
  daysToChoose,
  differenceOf,
  faultsOf,
  inputsOf,
  isSameRule,
  numberOf,
  ruleOf,
  withRule,
  withStep,
} from '../simulatorModel';

const rule = ruleOf(settings());

it('takes the rule from the settings, and puts it back beside everything else', () => {
  const fewer = withStep(rule, 'owner', false);
  expect(fewer.dealSteps).toEqual(['contactRole', 'onlyOpenDeal']);
  expect(withRule(settings({ writing: 'on' }), fewer)).toEqual(
    settings({ writing: 'on', dealSteps: ['contactRole', 'onlyOpenDeal'] }),
  );
});

it('keeps the order of the steps, whatever order they are chosen in', () => {
  const none = { ...rule, dealSteps: [] };
  const back = withStep(withStep(withStep(none, 'onlyOpenDeal', true), 'contactRole', true), 'owner', true);
  expect(back.dealSteps).toEqual(['contactRole', 'owner', 'onlyOpenDeal']);
  expect(isSameRule(back, rule)).toBe(true);
  expect(isSameRule({ ...rule, dealSteps: [...rule.dealSteps].reverse() }, rule)).toBe(true);
  expect(isSameRule({ ...rule, margin: 0.2 }, rule)).toBe(false);
});

it('asks the service with plain values, an empty list by its word', () => {
  expect(inputsOf({ ...rule, dealSteps: [], threshold: 0.5 }, 7)).toEqual({
    ...{ dealSteps: 'none', dealTie: 'off', peopleOrder: 'contactFirst' },
    ...{ threshold: '0.5', margin: '0.19', days: 7 },
  });
  expect(inputsOf(rule, 30)).toMatchObject({ dealSteps: 'contactRole,owner,onlyOpenDeal' });
});

it.each([
  [{ threshold: NaN }, ['threshold']],
  [{ threshold: 1.1 }, ['threshold']],
  [{ margin: -0.1 }, ['margin']],
  [{ margin: NaN, threshold: NaN }, ['threshold', 'margin']],
  [{ margin: 0.6, threshold: 0.5 }, ['marginAbove']],
  [{ margin: 0.5, threshold: 0.5 }, []],
])('finds what is wrong with %j', (change, faults) => {
  expect(faultsOf({ ...rule, ...change })).toEqual(faults);
});

it('reads numbers, and nothing else as one', () => {
  expect(['0.5', ' 1 ', '', ' ', 'much'].map(numberOf)).toEqual([0.5, 1, NaN, NaN, NaN]);
  expect([7, '90', 0, 91, 2.5, undefined, 'x'].map(daysOf)).toEqual([7, 90, 30, 30, 30, 30, 30]);
  expect(daysToChoose(45)).toEqual([7, 14, 30, 45, 60, 90]);
  expect(daysToChoose(30)).toHaveLength(5);
});

it('writes differences with their sign', () => {
  expect([differenceOf(3, 15, 'en-US'), differenceOf(3, 0, 'en-US'), differenceOf(3, 3, 'en-US')]).toEqual([
    '+12',
    '-3',
    '0',
  ]);
});
