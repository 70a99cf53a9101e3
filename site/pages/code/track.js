const room = document.querySelector('sfu-room');

room.addEventListener('track', ({ detail }) => {
  const { track, stream, peer, label } = detail;
  if (track.kind !== 'video') return;

  const video = document.createElement('video');
  video.srcObject = stream;
  video.title = `${peer.name}, ${label}`;
  document.body.append(video);
  video.play();
});
