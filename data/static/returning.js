// Going back keeps the place: each address of this tab remembers how far the page, and each part of it with
// `data-scroll`, was scrolled, and Back and Forward go there once it is drawn. One act of a person makes one step of the
// history: Streamlit pushes each parameter that a run sets, so that Back would lead to addresses nobody saw.
(() => {
    const TRIES = 120, EVERY = 50;
    const main = () => document.querySelector('[data-testid="stMain"]');
    const name = (part) => part === main() ? 'page' : part.dataset?.scroll;
    const key = () => `places ${location.pathname}${location.search}`;
    const places = () => JSON.parse(sessionStorage.getItem(key()) || '{}');
    let waiting = 0;
    addEventListener('scroll', ({target}) => {
        if (!waiting && name(target)) {
            sessionStorage.setItem(key(), JSON.stringify({...places(), [name(target)]: target.scrollTop}));
        }
    }, {capture: true, passive: true});
    const stop = () => { clearTimeout(waiting); waiting = 0; };
    let acted = false;
    const act = () => { stop(); acted = true; };
    addEventListener('wheel', stop, {capture: true, passive: true});
    for (const name of ['pointerdown', 'keydown', 'input']) addEventListener(name, act, {capture: true, passive: true});
    const push = history.pushState.bind(history), replace = history.replaceState.bind(history);
    history.pushState = (...step) => {
        (acted ? push : replace)(...step);
        acted = false;
    };
    addEventListener('popstate', () => {
        stop();
        acted = false;
        const wanted = places();
        let left = TRIES, still = 0;
        const go = () => {
            let there = true;
            for (const part of [main(), ...document.querySelectorAll('[data-scroll]')]) {
                const place = part && (wanted[name(part)] ?? (part === main() ? 0 : null));
                if (place == null) continue;
                part.scrollTop = place;
                there &&= Math.abs(part.scrollTop - place) < 2;
            }
            const drawn = document.querySelector('[data-test-script-state="notRunning"]');
            still = there && drawn ? still + 1 : 0;
            waiting = still > 6 || !left-- ? 0 : setTimeout(go, EVERY);
        };
        waiting = setTimeout(go, EVERY);
    });
})();
