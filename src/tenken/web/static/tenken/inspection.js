/* The full screen, where the browser has one. Everything else of inspection mode works without. */
document.querySelectorAll(".full-screen").forEach((button) => {
  if (!document.documentElement.requestFullscreen) return;
  button.hidden = false;
  button.addEventListener("click", () =>
    document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
});
