/** What the pages are given in place of cameras, screens and voices. */
export interface Pictures {
  /** Somebody before a camera, who moves a little; another one for each number. */
  person(seed: number, width: number, height: number): MediaStreamTrack;
  /** A page of a talk, with small print on it. */
  slide(width: number, height: number): MediaStreamTrack;
  voice(loud: boolean): MediaStreamTrack;
}

declare global {
  var pictures: Pictures;
}

/** Runs in the page before anything else. */
export function installPictures(): void {
  /** Frames per second: enough to see that it moves, little enough for sixteen at once on two cores. */
  const rate = 6;
  const moving = (
    width: number,
    height: number,
    draw: (on: CanvasRenderingContext2D, frame: number) => void,
  ): MediaStreamTrack => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const context = canvas.getContext('2d');
    const [track] = canvas.captureStream(rate).getVideoTracks();
    if (!context || !track) throw new Error('No canvas here.');
    let frame = 0;
    const next = (): void => {
      context.save();
      draw(context, frame++);
      context.restore();
      if (track.readyState === 'live') setTimeout(next, 1000 / rate);
    };
    next();
    return track;
  };
  const oval = (on: CanvasRenderingContext2D, color: string, ...[x, y, width, height]: number[]): void => {
    on.fillStyle = color;
    on.beginPath();
    on.ellipse(x ?? 0, y ?? 0, width ?? 0, height ?? 0, 0, 0, 7);
    on.fill();
  };
  const box = (on: CanvasRenderingContext2D, color: string, ...[x, y, width, height]: number[]): void => {
    on.fillStyle = color;
    on.fillRect(x ?? 0, y ?? 0, width ?? 0, height ?? 0);
  };
  globalThis.pictures = {
    person: (seed, width, height) => {
      const hue = (seed * 67 + 30) % 360;
      const skin = `hsl(${String(18 + (seed % 3) * 5)} 42% ${String(76 - ((seed * 17) % 44))}%)`;
      const hair = `hsl(${String(20 + seed * 9)} 30% ${String(12 + ((seed * 23) % 40))}%)`;
      return moving(width, height, (on, frame) => {
        on.scale(width / 160, height / 90);
        const wall = on.createLinearGradient(0, 0, 160, 90);
        wall.addColorStop(0, `hsl(${String(hue)} 22% 68%)`);
        wall.addColorStop(1, `hsl(${String(hue + 25)} 20% 40%)`);
        on.fillStyle = wall;
        on.fillRect(0, 0, 160, 90);
        box(on, 'hsl(45 40% 88%)', 8 + ((seed * 13) % 20), 10, 34, 40);
        box(on, `hsl(${String(hue + 170)} 25% 30%)`, 112, 16 + (seed % 4) * 4, 40, 3);
        for (let book = 0; book < 5; book++) {
          const y = 6 + (seed % 4) * 4 + (book % 2) * 2;
          box(on, `hsl(${String(hue + book * 60)} 35% 50%)`, 114 + book * 6, y, 5, 16 + (seed % 4) * 4 - y);
        }
        const sway = Math.sin(frame / 9 + seed) * 1.5;
        oval(on, `hsl(${String((hue + 190) % 360)} 40% 34%)`, 80 + sway / 2, 98, 36, 34);
        oval(on, skin, 80 + sway, 62, 7, 12);
        oval(on, hair, 80 + sway, 38, 17, 20 + (seed % 3) * 5);
        oval(on, skin, 80 + sway, 44, 14, 18);
        oval(on, hair, 80 + sway, 29, 14, 6);
        for (const side of [-1, 1]) oval(on, 'hsl(25 30% 15%)', 80 + sway * 1.3 + side * 5.5, 43, 1.4, 1.7);
        oval(on, 'hsl(5 45% 42%)', 80 + sway * 1.3, 53, 4, 1 + (frame % 4) / 3);
      });
    },
    slide: (width, height) =>
      moving(width, height, (on, frame) => {
        on.scale(width / 1280, height / 720);
        box(on, 'white', 0, 0, 1280, 720);
        on.fillStyle = '#1c2333';
        on.font = '600 52px Inter, sans-serif';
        on.fillText('One path: snapshot, then reconcile', 80, 120);
        on.font = '28px Inter, sans-serif';
        ['The client holds intent', 'The server holds fact', 'A session outlives its socket'].forEach((line, index) => {
          oval(on, '#4f6bed', 96, 206 + index * 58, 7, 7);
          on.fillStyle = '#39415a';
          on.fillText(line, 124, 216 + index * 58);
        });
        [120, 210, 160, 280, 240, 320].forEach((high, index) => {
          box(on, index === 5 ? '#4f6bed' : '#c9d2f5', 700 + index * 84, 640 - high, 60, high);
        });
        on.fillStyle = '#6b7386';
        on.font = '16px Inter, sans-serif';
        on.fillText(
          'Round trips until the first remote frame, six systems. Small print that must stay legible.',
          80,
          680,
        );
        // Something changes, or nothing would be sent.
        box(on, '#4f6bed', 0, 716, 80 + ((frame * 10) % 1200), 4);
      }),
    voice: (loud) => {
      const context = new AudioContext();
      const to = context.createMediaStreamDestination();
      const tone = new OscillatorNode(context, { frequency: 220, type: 'sawtooth' });
      tone.connect(new GainNode(context, { gain: loud ? 0.5 : 0 })).connect(to);
      tone.start();
      const [track] = to.stream.getAudioTracks();
      if (!track) throw new Error('No sound here.');
      return track;
    },
  };
}
