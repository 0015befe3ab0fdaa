// One box that ticks all machines of the page, and the number of the ticked ones. Without it each is ticked by hand.
"use strict";
const bar = document.getElementById("picked");
const boxes = [...document.querySelectorAll(".pick")];
if (bar && boxes.length) {
  const label = document.createElement("label");
  label.className = "tick all-pick";
  const all = document.createElement("input");
  all.type = "checkbox";
  all.dataset.all = "";
  const count = document.createElement("span");
  label.append(all, count);
  bar.prepend(label);
  const tell = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
    count.textContent = bar.dataset.words.replace("{n}", ticked);
  };
  all.addEventListener("change", () => { boxes.forEach((box) => { box.checked = all.checked; }); tell(); });
  boxes.forEach((box) => box.addEventListener("change", tell));
  tell();
}
