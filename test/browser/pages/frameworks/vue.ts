import { createApp, shallowReactive } from 'vue';
import { heard, root, type RoomProps } from './page.js';
import Room from './Room.vue';

const state: { props: RoomProps | null } = shallowReactive({ props: null });

createApp(Room, { state }).mount(root());

globalThis.control = {
  heard,
  show(props) {
    state.props = props;
  },
  hide() {
    state.props = null;
  },
};
