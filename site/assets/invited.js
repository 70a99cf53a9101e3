// Runs before anything is drawn: whoever came by a link sees the room first.
if (new URLSearchParams(location.search).has('room')) document.documentElement.dataset.view = 'invited';
