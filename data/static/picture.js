// Draws markup and tells which part was picked; what it understands stands in ntm_dash/ui/picture.py.
export default function({parentElement, data, setTriggerValue}) {
    const frame = parentElement.querySelector('.picture');
    const tell = (value) => setTriggerValue('pick', value);
    const switched = (part, on) => {
        sessionStorage.setItem(part.dataset.switch, on ? 'on' : '');
        document.documentElement.classList.toggle(part.dataset.switch, on);
        part.setAttribute('aria-pressed', on);
    };
    if (frame.drawn !== data) {
        const at = frame.contains(document.activeElement) ? document.activeElement : null;
        const kept = new Map([...frame.querySelectorAll('[data-scroll]')].map(
            (part) => [part.dataset.scroll, part.scrollTop]));
        const open = [...frame.querySelectorAll('details[data-fold][open]')].map((part) => part.dataset.fold);
        frame.innerHTML = data;
        frame.drawn = data;
        for (const part of frame.querySelectorAll('details[data-fold]')) {
            part.open = open.includes(part.dataset.fold);
        }
        for (const map of frame.querySelectorAll('[data-roving]')) {
            map.querySelectorAll('[data-pick]').forEach((part, place) => {
                part.setAttribute('role', 'link');
                part.setAttribute('tabindex', place ? '-1' : '0');
            });
        }
        for (const part of frame.querySelectorAll('[data-switch]')) {
            switched(part, sessionStorage.getItem(part.dataset.switch) === 'on');
        }
        for (const part of frame.querySelectorAll('[data-scroll]')) {
            if (kept.has(part.dataset.scroll)) part.scrollTop = kept.get(part.dataset.scroll);
            else {
                const option = part.querySelector('[aria-selected="true"]');
                if (option) part.scrollTop = option.offsetTop - part.offsetTop - part.clientHeight / 2;
            }
        }
        const shown = frame.querySelector('[data-show]');
        if (shown && frame.shown !== shown.dataset.show) {
            requestAnimationFrame(() => shown.scrollIntoView({block: 'start'}));
        }
        frame.shown = shown?.dataset.show;
        if (at) {
            const [name, value] = at.dataset.name ? ['name', at.dataset.name] : ['pick', at.dataset.pick];
            const again = value && [...frame.querySelectorAll(`[data-${name}]`)].find(
                (part) => part.dataset[name] === value && part.matches('a, button, select, input, [tabindex]'));
            if (again) {
                again.focus({preventScroll: true});
                if (again.type === 'search') {
                    again.value = at.value;
                    again.setSelectionRange(at.selectionStart, at.selectionEnd);
                }
            }
        }
    }
    const embedded = async (rule) => {
        const address = rule.style.getPropertyValue('src').match(/url\("?([^")]+)"?\)/)[1];
        const file = await (await fetch(new URL(address, rule.parentStyleSheet.href ?? document.baseURI))).blob();
        const read = new FileReader();
        await new Promise((done) => { read.onload = done; read.readAsDataURL(file); });
        return rule.cssText.replace(/src:[^;]+/, `src:url(${read.result})`);
    };
    const save = async (part) => {
        const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
        const faces = rules.filter((rule) => rule instanceof CSSFontFaceRule && rule.style.fontStyle !== 'italic'
            && /^"?Source (Sans|Serif)"?$/.test(rule.style.fontFamily));
        const roots = rules.filter((rule) => /^(:root$|\.ntm-)/.test(rule.selectorText)).map((rule) => rule.cssText);
        const styles = [...frame.querySelectorAll('style')].map((style) => style.textContent);
        const copy = part.cloneNode(true);
        for (const each of copy.querySelectorAll('[data-save], output')) each.remove();
        if (!copy.querySelector('h2')) {
            const title = document.createElement('div');
            title.textContent = part.dataset.chart;
            title.style.cssText = 'font:600 1.22rem/1.4 "Source Serif",serif;padding-bottom:.4rem';
            copy.prepend(title);
        }
        const said = document.createElement('div');
        said.textContent = [...document.querySelectorAll('.ntm-over span')].map((each) => each.textContent).join(' · ');
        said.style.cssText = 'font-size:.86rem;color:var(--soft);padding-top:.8rem';
        copy.append(said);
        const width = part.offsetWidth + 48, height = part.offsetHeight + (copy.querySelector('h2') ? 84 : 116);
        const body = document.createElement('div');
        body.style.cssText = `box-sizing:border-box;width:${width}px;padding:24px;background:#fff;color:var(--ink);`
            + `font:400 17px/1.4 "Source Sans",sans-serif`;
        body.append(copy);
        const base = `:root{color-scheme:light;font-size:17px}*{box-sizing:border-box}a{color:inherit}`;
        const style = [...await Promise.all(faces.map(embedded)), ...roots, base, ...styles].join('\n');
        const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`
            + `<style>${style.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</style>`
            + `<foreignObject width="100%" height="100%">${new XMLSerializer().serializeToString(body)}`
            + `</foreignObject></svg>`;
        const image = new Image();
        image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing)}`;
        await image.decode();
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [2 * width, 2 * height];
        const pen = canvas.getContext('2d');
        pen.scale(2, 2);
        pen.drawImage(image, 0, 0);
        const link = document.createElement('a');
        link.href = canvas.toDataURL('image/png');
        link.download = `${part.dataset.chart}.png`;
        link.click();
    };
    const pick = (event) => {
        const wanted = event.target.closest('[data-save]');
        if (wanted) save(wanted.closest('[data-chart]'));
        const button = event.target.closest('[data-switch]');
        if (button) switched(button, button.getAttribute('aria-pressed') !== 'true');
        const part = event.target.closest('[data-pick]');
        if (!part || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        if (part.getAttribute('role') === 'option') {
            for (const each of part.parentElement.children) each.removeAttribute('aria-selected');
            part.setAttribute('aria-selected', 'true');
        }
        tell(part.dataset.pick);
    };
    const send = (field) => {
        clearTimeout(frame.waiting);
        if (frame.sent === field.value && field.type === 'search') return;
        frame.sent = field.value;
        tell(`${field.dataset.name} ${field.value}`);
    };
    const rove = (map, from, key) => {
        const across = key === 'ArrowLeft' || key === 'ArrowRight';
        const sign = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
        const middle = (part) => {
            const box = part.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];
        };
        const [x, y] = middle(from);
        let best = null, least = Infinity;
        for (const part of map.querySelectorAll('[data-pick]')) {
            const [otherX, otherY] = middle(part);
            const [along, aside] = across ? [otherX - x, otherY - y] : [otherY - y, otherX - x];
            const far = sign * along + 2 * Math.abs(aside);
            if (sign * along > 1 && far < least) [best, least] = [part, far];
        }
        if (!best) return;
        for (const part of map.querySelectorAll('[tabindex="0"]')) part.setAttribute('tabindex', '-1');
        best.setAttribute('tabindex', '0');
        best.focus();
    };
    const steps = {ArrowDown: 1, ArrowUp: -1, Home: -1e9, End: 1e9};
    if (!frame.listens) frame.addEventListener('focusin', (event) => {
        const map = event.target.closest('[data-roving]');
        if (map) map.parentElement.querySelector('output').textContent = event.target.textContent;
    });
    frame.listens = true;
    frame.onclick = pick;
    frame.onchange = (event) => { if (event.target.dataset.name) send(event.target); };
    frame.oninput = (event) => {
        const field = event.target;
        if (field.type !== 'search' || !field.dataset.name) return;
        clearTimeout(frame.waiting);
        frame.waiting = setTimeout(() => send(field), 350);
    };
    frame.onkeydown = (event) => {
        const option = event.target.closest('[role="option"]');
        const map = event.target.closest('[data-roving]');
        if (map && event.key.startsWith('Arrow')) {
            event.preventDefault();
            rove(map, event.target, event.key);
        } else if (option && event.key in steps) {
            const all = [...option.parentElement.querySelectorAll('[role="option"]')];
            const next = Math.max(0, Math.min(all.length - 1, all.indexOf(option) + steps[event.key]));
            event.preventDefault();
            all[next].focus();
        } else if (event.target.type === 'search') {
            if (event.key === 'Enter') send(event.target);
        } else if ((event.key === 'Enter' || event.key === ' ') && event.target.closest('[data-pick]')) {
            pick(event);
        }
    };
}
