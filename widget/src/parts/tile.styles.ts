import { css } from 'lit';

export const tileStyles = css`
  :host {
    position: relative;
    display: block;
    overflow: hidden;
    container-type: size;
    aspect-ratio: 4 / 3;
    border-radius: var(--_radius);
    background: var(--_tile);
    user-select: none;
    --_scrim: oklch(15% 0.012 262 / 64%);
    --_edge: 8px;
    --_mark: 26px;
  }
  /* In either theme: around a picture alone, light would blind. */
  :host(:fullscreen) {
    border-radius: 0;
    --_tile: oklch(14% 0.005 262);
  }
  video,
  .avatar,
  .surface,
  .overlay {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  .surface {
    outline: none;
  }
  .overlay {
    pointer-events: none;
  }
  .overlay > *,
  .overlay ::slotted(*) {
    pointer-events: auto;
  }
  video {
    object-fit: cover;
    object-position: 50% 35%;
    background: var(--_tile);
    opacity: 0;
    transition:
      opacity var(--_fast) ease-out,
      filter var(--_fast) ease-out;
  }
  video.playing {
    opacity: 1;
  }
  video.whole,
  :host(:fullscreen) video {
    object-fit: contain;
    object-position: center;
  }
  video.mirrored {
    scale: -1 1;
  }
  .dim {
    filter: brightness(0.55) saturate(0.6);
  }
  .avatar {
    display: grid;
    place-items: center;
    transition: filter var(--_fast) ease-out;
  }
  .disc {
    inline-size: clamp(28px, 34cqmin, 128px);
    aspect-ratio: 1;
    font-size: clamp(11px, 12.5cqmin, 46px);
    letter-spacing: 0.02em;
  }
  .foot {
    position: absolute;
    inset-block-end: var(--_edge);
    inset-inline: var(--_edge);
    display: flex;
    pointer-events: none;
  }
  .plate {
    display: flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
    max-inline-size: 100%;
    block-size: var(--_mark);
    padding-inline: 9px;
    border-radius: 8px;
    font-size: var(--_small);
    font-weight: 500;
    color: oklch(99% 0 0);
    background: var(--_scrim);
  }
  .name,
  .note {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .note {
    font-weight: 400;
    color: oklch(90% 0.01 262);
  }
  .marks {
    position: absolute;
    inset-block-start: var(--_edge);
    inset-inline-start: var(--_edge);
    display: flex;
    gap: 4px;
    pointer-events: none;
    transition: opacity var(--_fast) ease-out;
    --sfu-icon-size: 15px;
  }
  .mark {
    display: grid;
    place-items: center;
    inline-size: var(--_mark);
    block-size: var(--_mark);
    border-radius: 8px;
    color: oklch(99% 0 0);
    background: var(--_scrim);
  }
  .mark.hand {
    color: oklch(24% 0.05 80);
    background: oklch(85% 0.15 85);
  }
  .mark.poor-connection {
    color: oklch(87% 0.13 75);
  }
  .actions {
    position: absolute;
    inset-block-start: var(--_edge);
    inset-inline-end: var(--_edge);
    display: flex;
    border-radius: 10px;
    background: oklch(15% 0.012 262 / 78%);
    opacity: 0;
    pointer-events: none;
    transition: opacity var(--_fast) ease-out;
    --sfu-icon-size: 18px;
  }
  .actions:has(:focus-visible) {
    opacity: 1;
    pointer-events: auto;
  }
  @media (hover: hover) {
    :host(:hover) .actions {
      opacity: 1;
      pointer-events: auto;
    }
  }
  /* A touch of the picture brings them, and a touch elsewhere takes them away. */
  @media (hover: none) {
    :host(:focus-within) .actions {
      opacity: 1;
      pointer-events: auto;
    }
  }
  .actions button {
    display: grid;
    place-items: center;
    inline-size: 36px;
    block-size: 36px;
    padding: 0;
    border: 0;
    border-radius: 10px;
    color: oklch(99% 0 0);
    background: none;
    cursor: pointer;
  }
  .actions button:hover {
    background: oklch(99% 0 0 / 16%);
  }
  .actions button:focus-visible {
    outline: 2px solid oklch(99% 0 0);
    outline-offset: -3px;
  }
  .ring {
    position: absolute;
    inset: 0;
    border-radius: inherit;
    box-shadow: inset 0 0 0 3px var(--_speaking);
    opacity: 0;
    pointer-events: none;
    transition: opacity 700ms ease-out;
  }
  .ring.speaking {
    opacity: 1;
    transition-duration: 100ms;
  }
  .reaction {
    position: absolute;
    inset-block-end: 16%;
    inset-inline: 0;
    text-align: center;
    font-size: clamp(26px, 22cqmin, 72px);
    line-height: 1;
    pointer-events: none;
    animation: rise 4s cubic-bezier(0.2, 0.6, 0.3, 1) both;
  }
  @keyframes rise {
    0% {
      opacity: 0;
      translate: 0 40%;
      scale: 0.4;
    }
    8% {
      opacity: 1;
      scale: 1.15;
    }
    13% {
      scale: 1;
    }
    75% {
      opacity: 1;
    }
    100% {
      opacity: 0;
      translate: 0 -42cqh;
    }
  }
  :host([float]) {
    z-index: 2;
    box-shadow: var(--_shadow);
    cursor: grab;
    touch-action: none;
  }
  :host([float])::after {
    content: '';
    position: absolute;
    inset: 0;
    border: 1px solid oklch(99% 0 0 / 18%);
    border-radius: inherit;
    pointer-events: none;
  }
  :host([float][dragged]) {
    cursor: grabbing;
  }
  @container (width < 220px) {
    .marks:has(~ .actions :focus-visible) {
      opacity: 0;
    }
    @media (hover: hover) {
      :host(:hover) .marks {
        opacity: 0;
      }
    }
    @media (hover: none) {
      :host(:focus-within) .marks {
        opacity: 0;
      }
    }
  }
  /* One knows one's own name, and of most it would be the half. */
  @container (width < 140px) {
    :host([float]) .plate {
      display: none;
    }
  }
  @container (width < 180px) or (height < 110px) {
    .foot,
    .marks,
    .actions {
      --_edge: 4px;
      --_mark: 22px;
    }
    .plate {
      padding-inline: 6px;
      font-size: 0.75rem;
    }
    .actions {
      --sfu-icon-size: 16px;
    }
    .actions button {
      inline-size: 28px;
      block-size: 28px;
    }
    .marks {
      --sfu-icon-size: 13px;
    }
    .mark,
    .plate {
      border-radius: 7px;
    }
  }
  @container (height < 64px) or (width < 64px) {
    .foot {
      display: none;
    }
  }
`;
