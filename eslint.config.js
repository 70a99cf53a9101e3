import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const everyFile = {
  linterOptions: { reportUnusedDisableDirectives: 'error' },
  rules: {
    curly: ['error', 'multi-line'],
    eqeqeq: 'error',
    'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    'no-console': 'error',
    'no-restricted-syntax': [
      'error',
      { selector: 'TSEnumDeclaration', message: 'A union of strings, or an object `as const`.' },
      { selector: 'TSModuleDeclaration[kind="namespace"]', message: 'Modules are the namespaces.' },
    ],
    'object-shorthand': 'error',
    'prefer-const': 'error',
  },
};

export default defineConfig(
  globalIgnores(['**/dist/', '.node/', '.setup/', 'coverage/', 'screenshots/']),
  js.configs.recommended,
  everyFile,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // The prefix says in the type position what verbatimModuleSyntax needs in the value position.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // An interface for what is implemented or extended, a type for the rest; no rule can tell which.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // It knows no calls with type arguments, such as deferred<void>().
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // A number or a boolean in a message reads as it should; anything else is a mistake.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // `void promise` says that nobody waits; such promises handle their own failures.
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: ['widget/src/**/*.ts', 'test/browser/**/*.ts'], languageOptions: { globals: globals.browser } },
  { files: ['site/**/*.{js,mjs}'], languageOptions: { globals: globals.browser } },
  {
    files: ['*.{js,mjs,cjs}', 'scripts/**/*.mjs', 'test/**/*.{mjs,cjs}'],
    languageOptions: { globals: globals.node },
  },
  // They hold what runs in the pages that they open.
  { files: ['test/bench/**/*.mjs'], languageOptions: { globals: globals.browser } },
  // They speak to the person at the terminal.
  { files: ['scripts/**/*.mjs', 'test/**/*.mjs', 'test/browser/**/*.ts'], rules: { 'no-console': 'off' } },
);
