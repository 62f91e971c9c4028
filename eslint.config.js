import js from '@eslint/js';
import lwcTypeScript from '@salesforce/eslint-config-lwc/recommended-ts.js';
import { defineConfig, globalIgnores } from 'eslint/config';
import importPlugin from 'eslint-plugin-import';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** What the other feeds decide, without a clock or a network. */
const FEEDS = ['email', 'visitor', 'workflow'];
/** Which rooms of the service a room may import from: data flows one way. */
const ROOMS = {
  conversation: [],
  intake: ['conversation'],
  match: ['conversation'],
  plan: ['conversation', 'match'],
  email: ['conversation', 'intake', 'match', 'plan'],
  visitor: ['conversation', 'match', 'plan'],
  workflow: ['conversation', 'match', 'plan'],
  org: ['conversation', 'match', 'plan', ...FEEDS],
  store: ['conversation', 'intake', 'match', 'plan', ...FEEDS],
  jobs: ['conversation', 'intake', 'match', 'plan', ...FEEDS, 'org', 'store'],
  http: ['conversation', 'intake', 'match', 'plan', ...FEEDS, 'org', 'store', 'jobs'],
};

const oneWay = [
  ...Object.entries(ROOMS).flatMap(([room, allowed]) =>
    Object.keys(ROOMS)
      .filter((other) => other !== room && !allowed.includes(other))
      .map((other) => ({
        target: `./sync/src/${room}`,
        from: `./sync/src/${other}`,
        message: `${room} stands before ${other}: conversation → match → plan → org/store → jobs → http.`,
      })),
  ),
  { target: './sync', from: './local-org', message: 'The service never knows which org it talks to.' },
  { target: './sync', from: './force-app', message: 'The service and the package share contracts, not code.' },
  { target: './local-org', from: './sync', message: 'The local org never knows who talks to it.' },
  { target: './force-app', from: './sync', message: 'The package stands alone.' },
  { target: './force-app', from: './local-org', message: 'The package stands alone.' },
];

const PURE_ONLY = 'match and plan are pure: no clock, no network, no store.';

export default defineConfig([
  globalIgnores([
    '**/node_modules/**',
    '.debrief/**',
    'coverage/**',
    '**/dist/**',
    // emitted beside the TypeScript
    'force-app/**/lwc/**/*.js',
  ]),
  {
    files: ['**/*.js', '**/*.mjs'],
    extends: [js.configs.recommended],
    languageOptions: { globals: globals.node },
  },
  {
    files: [
      'sync/**/*.ts',
      'local-org/*.ts',
      'local-org/src/**/*.ts',
      'local-org/web/*.ts',
      'local-org/web/build/**/*.ts',
      'scripts/**/*.ts',
      'tests/**/*.ts',
      'samples/**/*.ts',
    ],
    extends: [js.configs.recommended, tseslint.configs.recommendedTypeChecked],
    plugins: { import: importPlugin },
    // without these the plugin reads no TypeScript
    settings: { 'import/extensions': ['.ts'], 'import/parsers': { '@typescript-eslint/parser': ['.ts'] } },
    languageOptions: {
      globals: globals.node,
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'no-undef': 'off',
      'import/no-restricted-paths': ['error', { zones: oneWay }],
      'import/no-cycle': 'error',
      // node:test's `test` and `describe` return promises that the runner awaits
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              package: 'node:test',
              name: ['test', 'it', 'describe', 'suite', 'before', 'after', 'beforeEach', 'afterEach'],
            },
          ],
        },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    },
  },
  {
    files: ['sync/src/match/**/*.ts', 'sync/src/plan/**/*.ts'],
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['node:*', 'jsforce', 'pg-boss', 'fastify', 'postgres'], message: PURE_ONLY }] },
      ],
      'no-restricted-globals': [
        'error',
        ...['fetch', 'process', 'performance', 'setTimeout', 'setInterval'].map((name) => ({
          name,
          message: PURE_ONLY,
        })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: PURE_ONLY },
        { object: 'Math', property: 'random', message: PURE_ONLY },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: PURE_ONLY },
      ],
    },
  },
  {
    files: ['force-app/**/lwc/**/*.ts', 'local-org/web/shell/**/*.ts', 'local-org/web/platform/**/*.ts'],
    extends: [lwcTypeScript, tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: {
        ecmaVersion: 'latest',
        sourceType: 'module',
        project: './force-app/tsconfig.json',
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // tsc and typescript-eslint do these
      'no-undef': 'off',
      'no-unused-vars': 'off',
      'no-shadow': 'off',
      'no-use-before-define': 'off',
      'no-useless-constructor': 'off',
      'dot-notation': 'off',
      'no-void': ['error', { allowAsStatement: true }],
      'import/named': 'off',
      'import/namespace': 'off',
      'import/default': 'off',
      'import/export': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    // a poll and a search as you type need a timer, and so does a toast that goes by itself: each stands in one place
    files: ['force-app/main/lwc/timer/timer.ts', 'local-org/web/shell/toasts/toasts.ts'],
    rules: { '@lwc/lwc/no-async-operation': 'off' },
  },
  {
    files: ['force-app/**/__tests__/**/*.ts'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: globals.jest },
    rules: {
      '@lwc/lwc/no-unexpected-wire-adapter-usages': 'off',
      '@lwc/lwc/no-async-operation': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
]);
