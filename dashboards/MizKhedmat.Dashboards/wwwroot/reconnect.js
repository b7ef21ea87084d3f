// Blazor puts components-reconnect-show/-failed/-rejected on the bar; its button reloads. URL and drafts keep the state.
document.addEventListener("click", e => {
  if (e.target instanceof Element && e.target.closest("[data-reload]")) location.reload();
});
