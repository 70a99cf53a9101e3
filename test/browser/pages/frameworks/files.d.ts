/** What Vue's compiler makes of its files; Svelte tells that of its own by itself. */
declare module '*.vue' {
  import type { Component } from 'vue';

  const component: Component;
  export default component;
}
