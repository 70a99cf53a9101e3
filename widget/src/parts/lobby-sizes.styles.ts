import { css } from 'lit';

/** What the lobby becomes in boxes of other shapes than a phone's. */
export const lobbySizes = css`
  @container lobby (height < 420px) {
    form {
      gap: 10px;
    }
    .disc {
      display: none;
    }
  }
  @container lobby (inline-size < 340px) {
    .middle {
      padding: 8px;
    }
    .actions {
      flex-wrap: wrap;
      justify-content: center;
    }
    .actions > button {
      flex-basis: auto;
      padding-inline: 8px;
    }
    .picture:has(.permission) {
      aspect-ratio: auto;
    }
    .permission {
      position: static;
    }
  }
  /* A card: no more than the picture, what it shows, and the way in, which stays in sight. */
  @container lobby (inline-size < 480px) and (height < 480px) {
    form {
      gap: 8px;
    }
    h2 {
      font-size: 1.0625rem;
    }
    .with-picture .words {
      gap: 0;
      font-size: var(--_small);
    }
    .with-picture [part='present'] {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .picture:not(:has(.permission)) {
      aspect-ratio: 2;
    }
    .picture sfu-tile::part(avatar) {
      padding-block-end: 52px;
    }
    .with-picture [part='text'],
    .with-picture sfu-meter,
    .picture sfu-tile::part(plate) {
      display: none;
    }
    .with-picture .actions {
      position: sticky;
      inset-block-end: 8px;
      isolation: isolate;
    }
    /* What is scrolled away under it shows at none of its corners. */
    .with-picture .actions::before {
      content: '';
      position: absolute;
      z-index: -1;
      inset: -8px;
      background: var(--_surface);
    }
    .with-picture .look:not(:has(.permission)) .devices {
      color-scheme: dark;
      position: absolute;
      inset-block-end: 6px;
      inset-inline: 0;
    }
    .with-picture .look:not(:has(.permission)) .group {
      background: oklch(22% 0.01 262 / 78%);
    }
  }
  @container lobby (inline-size < 480px) and (height > 640px) {
    .picture {
      aspect-ratio: 4 / 3;
    }
  }
  /* Over the picture, where it is large enough. */
  @container lobby (inline-size >= 480px) {
    .devices {
      color-scheme: dark;
      position: absolute;
      inset-block-end: 12px;
      inset-inline: 0;
      inline-size: fit-content;
      margin: auto;
    }
    .devices .group {
      background: oklch(22% 0.01 262 / 78%);
      backdrop-filter: blur(8px);
    }
    .permission {
      padding-block-end: 76px;
    }
    /* A long name ends before the buttons. */
    .picture sfu-tile::part(plate) {
      max-inline-size: calc(50% - 120px);
    }
    .with-picture {
      max-inline-size: min(40rem, (100cqb - 270px) * 16 / 9);
    }
  }
  /* Side by side, where it is wide. */
  @container lobby (inline-size >= 600px) and (aspect-ratio > 1.15) {
    .with-picture {
      flex-direction: row;
      justify-content: center;
      gap: clamp(16px, 4cqi, 48px);
      max-inline-size: 72rem;
    }
    .with-picture .look {
      flex: 0 1 min(46rem, (100cqb - 32px) * 16 / 9);
    }
    .with-picture .side {
      display: flex;
      flex: 0 0 clamp(15rem, 30cqi, 20rem);
      flex-direction: column;
      gap: 16px;
    }
  }
  @container lobby (inline-size >= 600px) and (aspect-ratio > 1.15) and (height < 340px) {
    .with-picture .side {
      gap: 8px;
    }
  }
`;
