import { mount } from 'svelte';
import { heard, root, type PageControl } from './page.js';
import Room from './Room.svelte';

const { show, hide } = mount(Room, { target: root() }) as Pick<PageControl, 'show' | 'hide'>;

globalThis.control = { heard, show, hide };
