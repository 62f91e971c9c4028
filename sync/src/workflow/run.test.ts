/** The stepper alone: what it does next, what templates see, and that a run which ends anywhere goes on from there, once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { WorkflowDefinition, type WorkflowSource } from './definition.ts';
import type { Json } from './liquid.ts';
import { drive, type Effects } from './run.ts';
import { StepFailure, type Doing, type Done, type StepRecord } from './step.ts';

const frame = { id: 'run1', startedAt: '2026-11-20T10:00:00Z', conversation: 'test:one' };
const define = (steps: WorkflowSource['steps']) =>
  WorkflowDefinition.parse({ name: 'w', title: 'W', trigger: 'MEETING_ENDED', steps } satisfies WorkflowSource);

const task = (id: string, subject: string) => ({ id, type: 'createTask', subject }) as never;
const load = { id: 'load', type: 'load' } as const;

/** An org that keeps each write under its key, and a store that keeps each step. */
class World implements Effects {
  readonly saved = new Map<string, StepRecord>();
  readonly tasks = new Map<string, string>();
  readonly performed: string[] = [];
  /** How many effects go well before one is cut off; and whether it had happened by then. */
  crashIn = Infinity;
  crashAfter = false;
  load: Json = { conversation: { title: 'Demo' }, opportunityId: '006A', list: [] };
  failing = new Set<string>();

  async #effect<T>(happen: () => T): Promise<T> {
    await Promise.resolve();
    this.crashIn -= 1;
    if (this.crashIn === 0 && !this.crashAfter) throw new Error('cut off');
    const result = happen();
    if (this.crashIn === 0) throw new Error('cut off');
    return result;
  }

  save(record: StepRecord): Promise<void> {
    return this.#effect(() => void this.saved.set(record.path, structuredClone(record)));
  }

  perform({ step, path, input }: Doing): Promise<Done> {
    return this.#effect((): Done => {
      this.performed.push(path);
      if (this.failing.has(path)) throw new StepFailure('The org refuses it.');
      if (step.type === 'load') return { output: this.load };
      if (step.type === 'aiExtract') return { output: { data: { items: [{ t: 'a' }, { t: 'b' }], nextStep: 'sign' } } };
      if (step.type !== 'createTask') return { output: {} };
      // keyed: the same task, however often
      this.tasks.set(`${frame.id}/${path}`, String(input.subject));
      return { output: { id: path } };
    });
  }
}

const full = define([
  load,
  { id: 'read', type: 'aiExtract', instructions: 'x', schema: { type: 'object' } },
  {
    ...{ id: 'has', type: 'if', condition: '{{ json.opportunityId }}' },
    then: [
      {
        id: 'each',
        type: 'selectMany',
        from: 'items',
        as: 'item',
        steps: [task('make', '{{ json.item.t }}')],
      } as never,
    ],
    else: [{ id: 'end', type: 'sink' }],
  },
  task('last', '{{ json.nextStep }} by {{ json.conversation.title }}'),
]);

test('steps run in their order; what one gives, the next ones see', async () => {
  const world = new World();
  assert.deepEqual(await drive(full, frame, new Map(), world), { state: 'done' });
  assert.deepEqual([...world.saved.keys()], ['load', 'read', 'has', 'each', 'each/0/make', 'each/1/make', 'last']);
  assert.deepEqual(
    [...world.tasks],
    [
      ['run1/each/0/make', 'a'],
      ['run1/each/1/make', 'b'],
      ['run1/last', 'sign by Demo'],
    ],
  );
  assert.deepEqual(world.saved.get('has')?.output, { taken: 'then' });
  assert.deepEqual(world.saved.get('each')?.output, { found: 2, taken: 2 });
});

test('a sink ends the run, within a list only what is done with its item', async () => {
  const world = new World();
  world.load = { opportunityId: '', list: ['x', 'y'] };
  await drive(full, frame, new Map(), world);
  assert.deepEqual([...world.saved.keys()], ['load', 'read', 'has', 'end']);
  const inList = define([
    load,
    {
      ...{ id: 'each', type: 'selectMany', from: 'list', as: 'item' },
      steps: [
        {
          id: 'if',
          type: 'if',
          condition: '{% if json.item == "x" %}yes{% endif %}',
          then: [{ id: 'stop', type: 'sink' }],
        },
        task('make', '{{ json.item }}'),
      ],
    },
    task('last', 'end'),
  ]);
  const other = new World();
  other.load = world.load;
  await drive(inList, frame, new Map(), other);
  assert.deepEqual([...other.tasks.values()], ['y', 'end']);
});

test('a template that fails ends the run at its step, with its name and line; retried, it goes on from there', async () => {
  const broken = define([load, task('one', 'One'), task('two', 'a\n{{ json.conversation }}')]);
  const world = new World();
  const end = await drive(broken, frame, new Map(), world);
  assert.deepEqual(end, {
    ...{ state: 'failed', path: 'two' },
    error: {
      message:
        'The template of subject (line 2) gives an object, not a text: name one of its members, or use the filter json.',
      ...{ template: 'subject', line: 2 },
    },
  });
  const records = new Map(world.saved);
  world.performed.length = 0;
  await drive(broken, frame, records, world);
  assert.deepEqual(world.performed, [], 'nothing before the failed step is done again');
});

test('what a conversation says cannot stand in for what load gave', async () => {
  const world = new World();
  const perform = world.perform.bind(world);
  world.perform = (doing) =>
    doing.step.type === 'aiExtract'
      ? Promise.resolve({ output: { data: { opportunityId: '006EVIL', load: 'x', fine: 'y' } } })
      : perform(doing);
  const definition = define([
    load,
    { id: 'read', type: 'aiExtract', instructions: 'x', schema: { type: 'object' } },
    task('make', '{{ json.opportunityId }} {{ json.fine }} {{ json.read.opportunityId }}'),
  ]);
  await drive(definition, frame, new Map(), world);
  assert.deepEqual([...world.tasks.values()], ['006A y 006EVIL']);
});

test('more steps than a run may take end it', async () => {
  const world = new World();
  world.load = { list: Array.from({ length: 100 }, (_, at) => at) };
  const many = define([
    load,
    {
      ...{ id: 'each', type: 'selectMany', from: 'list', as: 'item', most: 100 },
      steps: [task('a', 'A'), task('b', 'B'), task('c', 'C')],
    },
  ]);
  const end = await drive(many, frame, new Map(), world);
  assert.equal(end.state, 'failed');
  assert.match(end.error.message, /took 200 steps/);
  assert.equal(world.tasks.size, 198);
});

test('cut off anywhere, however often, a run comes to the same writes, each once', async () => {
  const whole = new World();
  await drive(full, frame, new Map(), whole);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ in: fc.integer({ min: 1, max: 25 }), after: fc.boolean() }), { maxLength: 6 }),
      async (crashes) => {
        const world = new World();
        for (const { in: crashIn, after } of crashes) {
          world.crashIn = crashIn;
          world.crashAfter = after;
          // what the next process knows is what was kept
          await drive(full, frame, new Map(world.saved), world).catch((error: Error) =>
            assert.equal(error.message, 'cut off'),
          );
        }
        world.crashIn = Infinity;
        assert.deepEqual(await drive(full, frame, new Map(world.saved), world), { state: 'done' });
        assert.deepEqual([...world.tasks].sort(), [...whole.tasks].sort());
        assert.deepEqual([...world.saved].sort(), [...whole.saved].sort());
        for (const { state } of world.saved.values()) assert.equal(state, 'done');
      },
    ),
    { numRuns: 300 },
  );
});

test('refused and retried anywhere, a run does nothing twice that had gone well', async () => {
  await fc.assert(
    fc.asyncProperty(fc.subarray(['load', 'read', 'each/0/make', 'each/1/make', 'last']), async (failing) => {
      const world = new World();
      world.failing = new Set(failing);
      const records = new Map<string, StepRecord>();
      const tried: string[] = [];
      for (let end = await drive(full, frame, records, world); end.state === 'failed';) {
        tried.push(end.path);
        world.failing.delete(end.path);
        end = await drive(full, frame, records, world);
      }
      assert.deepEqual(tried, failing);
      for (const path of new Set(world.performed))
        assert.equal(world.performed.filter((each) => each === path).length, failing.includes(path) ? 2 : 1, path);
    }),
  );
});
