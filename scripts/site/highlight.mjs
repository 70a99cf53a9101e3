import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import css from 'highlight.js/lib/languages/css';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import nginx from 'highlight.js/lib/languages/nginx';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { escapeHtml } from './html.mjs';

const LANGUAGES = {
  bash,
  css,
  html: xml,
  js: javascript,
  json,
  nginx,
  sh: bash,
  svelte: xml,
  ts: typescript,
  tsx: typescript,
  vue: xml,
  // After html and its like, which it colours the insides of.
  xml,
  javascript,
  yaml,
};

for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);

/**
 * Code as HTML, coloured by classes.
 *
 * @param {string} code
 * @param {string} language '' for plain text
 */
export function highlight(code, language) {
  if (language === '' || language === 'text') return escapeHtml(code);
  if (!hljs.getLanguage(language)) throw new Error(`There are no colours for code in "${language}".`);
  return hljs.highlight(code, { language }).value;
}
