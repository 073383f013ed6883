/* Streamlit's own English words in Vietnamese, the state of the line, and two helpers for forms.
   Served by lib/web/assets.py before Streamlit's scripts run. */
(() => {
  "use strict";

  /* Calendars, numbers and dates follow the product's language, not the browser's. */
  Object.defineProperty(navigator, "language", { get: () => "vi-VN" });
  Object.defineProperty(navigator, "languages", { get: () => ["vi-VN", "vi"] });

  /* ---- words ------------------------------------------------------------------------------ */

  const WORDS = new Map(Object.entries({
    // inputs
    "Press Enter to apply": "Nhấn Enter để nhận",
    "Press Ctrl+Enter to apply": "Nhấn Ctrl+Enter để nhận",
    "Press ⌘+Enter to apply": "Nhấn ⌘+Enter để nhận",
    "Press Enter to submit form": "Nhấn Enter để gửi",
    "Press Ctrl+Enter to submit form": "Nhấn Ctrl+Enter để gửi",
    "Press ⌘+Enter to submit form": "Nhấn ⌘+Enter để gửi",
    "(required)": "(bắt buộc)",
    "This field is required.": "Mục này bắt buộc.",
    "Invalid input.": "Giá trị chưa đúng.",
    "Invalid value.": "Giá trị chưa đúng.",
    "Show password": "Hiện mật khẩu",
    "Hide password": "Ẩn mật khẩu",
    "Clear value": "Xóa giá trị",
    "Clear entry": "Xóa nội dung",
    "Clear all": "Xóa tất cả",
    "Increment": "Tăng",
    "Decrement": "Giảm",
    "Number is below the allowed range.": "Số nhỏ hơn mức cho phép.",
    "Number is above the allowed range.": "Số lớn hơn mức cho phép.",
    // choices
    "Choose an option": "Chọn một mục",
    "Choose options": "Chọn các mục",
    "Choose or add an option": "Chọn hoặc thêm một mục",
    "Choose or add options": "Chọn hoặc thêm các mục",
    "Add an option": "Thêm một mục",
    "Add options": "Thêm các mục",
    "No options to select": "Không có mục nào",
    "No options": "Không có mục nào",
    "No results": "Không tìm thấy",
    "Select all": "Chọn tất cả",
    "Select...": "Chọn…",
    "Selected values": "Các mục đã chọn",
    "Selectbox": "Hộp chọn",
    "Selectbox options": "Các mục để chọn",
    "Multiselect": "Hộp chọn nhiều mục",
    "Multiselect options": "Các mục để chọn",
    "Open": "Mở",
    "Close": "Đóng",
    "Dismiss": "Đóng",
    "Empty": "Trống",
    // dates and times
    "Clear date": "Xóa ngày",
    "Clear dates": "Xóa các ngày",
    "Clear time": "Xóa giờ",
    "Clear date and time": "Xóa ngày giờ",
    "Choose date": "Chọn ngày",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.":
      "Dùng phím mũi tên để chọn ngày, Enter để nhận, Escape để đóng.",
    "Choose date range": "Chọn khoảng ngày",
    "Choose date and time": "Chọn ngày giờ",
    "Use arrow keys to navigate. Enter to select. Tab to switch between calendar and time. Escape to close.":
      "Dùng phím mũi tên để chọn, Enter để nhận, Tab để chuyển giữa lịch và giờ, Escape để đóng.",
    "Click to start selecting date range": "Bấm để chọn ngày đầu",
    "Click to finish selecting date range": "Bấm để chọn ngày cuối",
    "Last available date": "Ngày cuối được chọn",
    "First available date": "Ngày đầu được chọn",
    "Date range": "Khoảng ngày",
    "Quick select a date range": "Chọn nhanh khoảng ngày",
    "Past Week": "7 ngày qua",
    "Past Month": "1 tháng qua",
    "Past 3 Months": "3 tháng qua",
    "Past 6 Months": "6 tháng qua",
    "Past Year": "1 năm qua",
    "Past 2 Years": "2 năm qua",
    "Time": "Giờ",
    "hour,": "giờ,",
    "minute,": "phút,",
    "Previous month": "Tháng trước",
    "Next month": "Tháng sau",
    "Previous": "Trước",
    "Next": "Sau",
    "Month": "Tháng",
    "Year": "Năm",
    "Today": "Hôm nay",
    // files
    "Upload": "Tải tệp lên",
    "file upload": "tải tệp lên",
    "Upload directories": "Tải thư mục lên",
    "Add files": "Thêm tệp",
    "Drag and drop a file here": "Kéo tệp thả vào đây",
    "Drag and drop files here": "Kéo các tệp thả vào đây",
    "Drag and drop directories here": "Kéo các thư mục thả vào đây",
    "Only one file is allowed.": "Chỉ nhận một tệp.",
    "File size is too small.": "Tệp quá nhỏ.",
    "File type not allowed.": "Loại tệp này không được nhận.",
    "Unexpected error. Please try again.": "Có lỗi, vui lòng thử lại.",
    "Upload failed": "Tải lên chưa được",
    "Uploading...": "Đang tải lên…",
    "Click to retry upload": "Bấm để tải lại",
    "Error: ": "Lỗi: ",
    // camera
    "Take Photo": "Chụp ảnh",
    "Clear photo": "Chụp lại",
    "Switch camera": "Đổi máy ảnh",
    "Snapshot": "Ảnh vừa chụp",
    "This app would like to use your camera.": "Trang này cần dùng máy ảnh.",
    "Learn how to allow access.": "Xem cách cho phép.",
    // tables
    "Search": "Tìm",
    "Type to search": "Gõ để tìm",
    "Previous Result": "Kết quả trước",
    "Next Result": "Kết quả sau",
    "Close Search": "Đóng tìm kiếm",
    "Download as CSV": "Tải về dạng CSV",
    "Download as PNG": "Tải về dạng ảnh",
    "Show/hide columns": "Ẩn/hiện cột",
    "Clear selection": "Bỏ chọn",
    "Add row": "Thêm dòng",
    "Delete row(s)": "Xóa dòng",
    "Sort ascending": "Sắp tăng dần",
    "Sort descending": "Sắp giảm dần",
    "Statistics": "Thống kê",
    "Format": "Định dạng",
    "Autosize": "Vừa độ rộng",
    "Pin column": "Ghim cột",
    "Unpin column": "Bỏ ghim cột",
    "Hide column": "Ẩn cột",
    "Copy column name": "Chép tên cột",
    "Dataframe column menu": "Trình đơn của cột",
    "Scrollable table": "Bảng cuộn được",
    "Automatic": "Tự động",
    "Localized": "Theo tiếng Việt",
    "Plain": "Để nguyên",
    "Compact": "Rút gọn",
    "Dollar": "Đô la",
    "Euro": "Euro",
    "Yen": "Yên",
    "Percent": "Phần trăm",
    "Scientific": "Khoa học",
    "Accounting": "Kế toán",
    "Calendar": "Lịch",
    "Distance": "Khoảng cách",
    "Duration": "Thời lượng",
    "Sum": "Tổng",
    "Average": "Trung bình",
    "Median": "Trung vị",
    "Minimum": "Nhỏ nhất",
    "Maximum": "Lớn nhất",
    "Standard deviation": "Độ lệch chuẩn",
    "Distinct": "Số giá trị khác nhau",
    "Values": "Số giá trị",
    "Range": "Khoảng",
    "Count": "Số lượng",
    "Minimum length": "Độ dài nhỏ nhất",
    "Maximum length": "Độ dài lớn nhất",
    "Average length": "Độ dài trung bình",
    "Distribution histogram": "Biểu đồ phân bố",
    "Top values frequency chart": "Biểu đồ các giá trị thường gặp",
    "Edit": "Sửa",
    "Cancel (Escape)": "Hủy (Escape)",
    "Save (Ctrl+Enter)": "Lưu (Ctrl+Enter)",
    "progress": "Tiến độ",
    "Loading...": "Đang tải…",
    "Failed to load data": "Không tải được dữ liệu",
    "Pagination": "Phân trang",
    "Previous page": "Trang trước",
    "Next page": "Trang sau",
    "Show chart": "Xem biểu đồ",
    "Show data": "Xem số liệu",
    "Fullscreen": "Toàn màn hình",
    "Close fullscreen": "Thu nhỏ",
    "Copy to clipboard": "Chép",
    "Copied": "Đã chép",
    "Copied!": "Đã chép",
    // page frame
    "Link to heading": "Liên kết đến đề mục",
    "Skip to main content": "Đến nội dung chính",
    "App pages": "Các trang",
    "Sidebar": "Thanh bên",
    "Expand sidebar": "Mở thanh bên",
    "Collapse sidebar": "Thu thanh bên",
    "View less": "Thu gọn",
    "Navigate to home page": "Về trang đầu",
    "App Logo": "Biểu trưng",
    "Logo": "Biểu trưng",
    "Main menu": "Trình đơn chính",
    "Menu": "Trình đơn",
    "Notifications": "Thông báo",
    "Toolbar action": "Thao tác",
    "Expander": "Mục mở rộng",
    "Help": "Trợ giúp",
    "Print": "In trang",
    "Theme": "Giao diện",
    "System": "Theo máy",
    "Light": "Sáng",
    "Dark": "Tối",
    "Rerun": "Chạy lại",
    "Settings": "Cài đặt",
    "About": "Giới thiệu",
    "Get help": "Trợ giúp",
    "Report a bug": "Báo lỗi",
    "Record screen": "Quay màn hình",
    "Stop recording": "Dừng quay",
    "Cancel recording": "Hủy quay",
    "Record a screencast": "Quay màn hình",
    "Also record audio": "Ghi cả âm thanh",
    "Start recording!": "Bắt đầu quay",
    "Save video to disk": "Lưu video",
    "Copy version to clipboard": "Chép số phiên bản",
    // state of the run and of the line
    "Running...": "Đang xử lý…",
    "Stop": "Dừng",
    "Stopping...": "Đang dừng…",
    "Connecting": "Đang kết nối",
    "Connecting to Streamlit server": "Đang kết nối máy chủ",
    "Unable to connect to Streamlit server": "Không kết nối được máy chủ",
    "Error": "Lỗi",
    "Connection error": "Mất kết nối",
    "Connection timed out.": "Máy chủ lâu không trả lời. Trang sẽ tự kết nối lại.",
    "Connection lost. Please wait for the app to reconnect, then try again.":
      "Mất kết nối. Vui lòng đợi trang kết nối lại rồi thử lại.",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "Máy chủ không trả lời. Trang sẽ tự kết nối lại; nếu máy chủ chạy trên máy này, hãy khởi động lại:",
    "streamlit run yourscript.py": "streamlit run app.py",
    "Streamlit server is not responding. Are you connected to the internet?":
      "Máy chủ không trả lời. Vui lòng kiểm tra đường mạng; trang sẽ tự kết nối lại.",
    "Cannot connect to Streamlit (HTTP status: 403).":
      "Máy chủ từ chối kết nối từ địa chỉ này. Vui lòng báo quản trị.",
    "Try again": "Thử lại",
    "Continue anyway": "Vẫn tiếp tục",
    "Page not found": "Không tìm thấy trang",
    "Bad message format": "Dữ liệu nhận được bị hỏng",
    "Script execution error": "Lỗi khi xử lý trang",
  }));

  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December"];
  /* Parts of a box for a day or a moment, as screen readers name them. */
  const PARTS = { day: "ngày", month: "tháng", year: "năm", hour: "giờ", minute: "phút" };
  const ENDS = { start: ", ngày đầu", end: ", ngày cuối" };
  const PATTERNS = [
    [/^(day|month|year|hour|minute), (.+?)(?: (start|end) date)?$/,
      (_, part, name, end) => `${PARTS[part]}, ${name}${ENDS[end] ?? ""}`],
    [/^(.+) (start|end) date$/, (_, name, end) => name + ENDS[end]],
    [/^(\d+)([KMG]B) per file$/, "Tối đa $1 $2 mỗi tệp"],
    [/^(\d+)\.(\d)([KMG]?B)$/, "$1,$2 $3"],
    [/^image\/hei[cf] files? are not allowed\.$/,
      "Ảnh HEIC chưa nhận được. Vui lòng đổi sang JPG rồi tải lại."],
    [/^(\S+) files? are not allowed\.$/, "Không nhận tệp loại $1."],
    [/^File must be (\d+)(?:\.0)?([KMG]B) or smaller\.$/, "Tệp không được quá $1 $2."],
    [/^Press Esc any time to stop recording\.$/, "Nhấn Esc để dừng quay."],
    [/^(?:You have requested page \/(.*), but no corresponding file was found in the app's pages\/ directory|The page that you have requested does not seem to exist)\. Running the app's main page\.$/,
      "Không có trang này, hoặc trang không dành cho bạn. Đã mở trang đầu."],
    [/^AxiosError: .+$/, "tệp chưa lên tới máy chủ, vui lòng tải lại."],
    [/^Connection failed with status (\d+)[.,].*$/,
      "Máy chủ trả lời mã $1. Trang sẽ tự kết nối lại."],
    [/^If you are trying to access a Streamlit app running on another server.*$/, ""],
    [/^([A-Z][A-Za-z/ ]+): (.+)$/, // a table's tools are named after it
      (all, tool, table) => (WORDS.has(tool) ? `${WORDS.get(tool)}: ${table}` : all)],
    [/^View (\d+) more$/, "Xem thêm $1"],
    [/^You can only select up to (\d+) options?\. Remove an option first\.$/,
      "Chỉ chọn được tối đa $1 mục. Vui lòng bỏ bớt một mục trước."],
    [/^Remove (.+)$/, "Bỏ $1"],
    [/^Delete (.+)$/, "Xóa $1"],
    [/^Help for (.+)$/, "Giải thích: $1"],
    [/^Page (\d+) of (\d+)$/, "Trang $1 trên $2"],
    [/^Page (\d+)$/, "Trang $1"],
    [/^(\d+) options? available\.$/, "Có $1 mục."],
    [/^(\d+) – [A-Z][a-z]+$/, "Tháng $1"],
    [/^Selected Date: ([A-Z][a-z]+) (\d+), (\d+)(?: at ([\d:]+))?$/,
      (_, month, day, year, time) =>
        `Ngày đã chọn: ${day}/${MONTHS.indexOf(month) + 1}/${year}${time ? ` ${time}` : ""}`],
    [/^Selected Time: ([\d:]+)$/, "Giờ đã chọn: $1"],
    [/^Today, (.+) selected$/, "Hôm nay, $1, đã chọn"],
    [/^Today, (.+)$/, "Hôm nay, $1"],
    [/^(.+) selected$/, "$1, đã chọn"],
    [/^Made with Streamlit v(.*)$/, "Chạy trên Streamlit $1"],
  ];

  /* What people wrote stays as it is: there only whole sentences of Streamlit's are replaced. */
  const WRITTEN = "[data-testid=stMarkdownContainer],[data-testid=stText],[data-testid=stCode]," +
    "[data-testid=stTable],[data-testid=stHtml],[data-testid=stHeading]," +
    "[data-testid=stCaptionContainer],[role=option],[role=gridcell],[role=columnheader]," +
    "[contenteditable],textarea,script,style";
  const OURS_INSIDE = "[data-testid=stFileUploaderDropzone] button,[data-testid=stElementToolbar]," +
    "[data-testid=stCameraInput] button,[data-testid=stToolbar],[data-testid=stStatusWidget]," +
    "[data-testid=stTooltipContent]";
  const ALWAYS = new Set(["No results", "Select all", "No options to select"]);
  const SENTENCE = 26;
  const ATTRIBUTES = ["aria-label", "aria-valuetext", "title", "placeholder", "alt"];

  const translated = (text) => {
    const key = text.trim();
    if (key.length < 3 || key.length > 260) return null;
    const word = WORDS.get(key) ?? WORDS.get(text);
    if (word !== undefined) return word;
    for (const [pattern, words] of PATTERNS) {
      const replaced = key.replace(pattern, words);
      if (replaced !== key) return replaced;
    }
    return null;
  };

  /* What stands in an empty box for a day, part by part. */
  const DAY_PARTS = { dd: "ngày", mm: "tháng", yyyy: "năm" };

  const translateText = (node) => {
    const isPart = node.parentElement?.closest("[role=spinbutton][data-placeholder]");
    const words = isPart ? DAY_PARTS[node.nodeValue] ?? null : translated(node.nodeValue);
    if (words === null || words === node.nodeValue) return;
    const parent = node.parentElement;
    if (!parent) return;
    const key = node.nodeValue.trim();
    const isWritten = parent.closest(WRITTEN) && !parent.closest(OURS_INSIDE);
    if (isWritten && !isPart && key.length < SENTENCE && !ALWAYS.has(key)) return;
    node.nodeValue = words;
  };

  const translateAttributes = (element) => {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      const words = value && translated(value);
      if (words && words !== value) element.setAttribute(name, words);
    }
  };

  const translateTree = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return translateText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = root; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) translateText(node);
      else translateAttributes(node);
    }
  };

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(translateTree);
      else if (change.type === "characterData") translateText(change.target);
      else translateAttributes(change.target);
    }
  }).observe(document.documentElement, {
    childList: true,
    subtree: true,
    characterData: true,
    attributes: true,
    attributeFilter: ATTRIBUTES,
  });

  /* ---- the line --------------------------------------------------------------------------- */

  /* thidua.css colours "Số liệu lúc …" by this mark. */
  const SILENCE_MS = 15000;
  const RERUN = 0x5a; // first byte of a BackMsg that asks for a run
  const root = document.documentElement;
  let waiting = 0;

  const lost = () => { root.dataset.line = "lost"; };
  const heard = () => {
    clearTimeout(waiting);
    waiting = 0;
    told.forEach(clearTimeout);
    told = [];
    if (root.dataset.wait) tell("", "");
    if (root.dataset.line) delete root.dataset.line;
  };
  const firstByte = (data) =>
    data instanceof ArrayBuffer ? new Uint8Array(data)[0] : data instanceof Uint8Array ? data[0] : -1;

  /* Whoever has acted is told that it takes a while; what pages ask for by themselves is not. */
  const ACTED_MS = 1500;
  const SOON = [[1000, "soon", "Đang gửi lên máy chủ…"],
    [5000, "long", "Máy chủ chưa trả lời. Chữ bạn gõ vẫn còn ở đây, xin đợi hoặc thử lại sau."]];
  let acted = -ACTED_MS;
  let told = [];
  for (const name of ["pointerdown", "keydown", "change", "focusout"]) {
    document.addEventListener(name, () => { acted = performance.now(); }, true);
  }
  const tell = (state, words) => {
    if (state) root.dataset.wait = state;
    else delete root.dataset.wait;
    let place = document.querySelector(".tdkt-slow");
    if (!place) {
      place = document.createElement("div");
      place.className = "tdkt-slow";
      place.setAttribute("role", "status");
      document.body.append(place);
    }
    place.textContent = words;
  };
  /* Before there are words, a stripe above the page shows that work is under way, to its end. */
  const WORKS_MS = 250;
  let works = 0;
  let calm = 0; // looks in a row that found nothing under way
  let isDue = false; // the run that was asked for has not been seen to begin
  const runs = () => {
    const app = document.querySelector('[data-testid="stApp"]');
    return Boolean(app) && app.dataset.testScriptState !== "notRunning";
  };
  const isBusy = () => waiting || isDue || runs();
  const stripe = () => {
    calm = waiting || runs() ? 0 : calm + 1;
    // A run that calls for another one ends for a while, and an answer comes before its run.
    const isOver = root.dataset.line || calm > (isDue ? 5 : 3);
    isDue = isDue && !isOver;
    works = isOver ? 0 : setTimeout(stripe, 100);
    if (works) root.dataset.work = "";
    else delete root.dataset.work;
  };
  /* Where the menu is longer than the window, the open page's line is brought into sight once. */
  const OWN_LINE_PX = 40; // at the menu's end, over what scrolls
  const LOOKS = 30; // the menu may be drawn after its page
  let open = "", looking = 0;
  const showPage = (looks) => {
    const link = document.querySelector("[data-testid=stSidebarNavLink][aria-current=page]");
    clearTimeout(looking);
    if (!link && looks) looking = setTimeout(showPage, 100, looks - 1);
    if (!link || link.href === open) return;
    open = link.href;
    const menu = link.closest("[data-testid=stSidebarNav]");
    const room = menu.getBoundingClientRect(), line = link.getBoundingClientRect();
    if (line.top < room.top) menu.scrollTop += line.top - room.top;
    menu.scrollTop += Math.max(0, line.bottom - room.bottom + OWN_LINE_PX);
  };
  const begin = () => {
    works = calm = 0;
    if (waiting || isDue || runs()) stripe();
  };
  new MutationObserver(() => {
    if (runs()) isDue = false;
    else showPage(LOOKS);
  }).observe(root, { subtree: true, attributeFilter: ["data-test-script-state"] });
  const sent = () => {
    if (performance.now() - acted > ACTED_MS) return;
    isDue = true;
    if (!works) works = setTimeout(begin, acted + WORKS_MS - performance.now());
    if (told.length) return;
    told = SOON.map(([after, state, words]) => setTimeout(tell, after, state, words));
  };

  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(url, protocols) {
      super(url, protocols);
      if (!String(url).includes("/_stcore/stream")) return;
      this.addEventListener("open", heard);
      this.addEventListener("message", heard);
      this.addEventListener("close", lost);
      this.addEventListener("error", lost);
    }

    send(data) {
      /* A pulled cable closes nothing: no answer to a run for so long means the same. */
      if (firstByte(data) === RERUN) {
        if (!waiting) waiting = setTimeout(lost, SILENCE_MS);
        sent();
      }
      super.send(data);
    }
  };
  window.addEventListener("offline", lost);

  /* ---- the end of a session ---------------------------------------------------------------- */

  /* Asked for seldom: a session only ever grows longer by use. The clock of the machine counts, as
     a laptop may have slept. */
  const TICK_MS = 30000;
  const WARN_S = 300;
  let asking = false;
  let nextAt = 0;
  const ending = (words, button, act) => {
    let place = document.querySelector(".tdkt-ending");
    if (!place) {
      place = document.createElement("div");
      place.className = "tdkt-ending";
      place.setAttribute("role", "status");
      document.body.append(place);
    }
    if (place.dataset.words === words) return;
    place.dataset.words = words;
    place.replaceChildren();
    if (!words) return;
    const said = document.createElement("span");
    said.textContent = words;
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = button;
    made.addEventListener("click", act);
    place.append(said, made);
  };
  const hush = () => { nextAt = Infinity; ending("", "", null); };
  const heed = ({ left_s: left, renewable }) => {
    nextAt = Date.now() + Math.max(0, left - WARN_S) * 1000;
    if (left > WARN_S) return ending("", "", null);
    const end = new Date(Date.now() + left * 1000);
    const hour = `${String(end.getHours()).padStart(2, "0")}:${String(end.getMinutes()).padStart(2, "0")}`;
    if (renewable) {
      ending(`Lâu không thao tác, phiên làm việc sẽ kết thúc lúc ${hour}.`, "Tiếp tục",
        () => ask("POST"));
    } else {
      ending(`Phiên làm việc sẽ kết thúc lúc ${hour}. Vui lòng lưu rồi đăng nhập lại.`, "Đã hiểu",
        hush);
    }
  };
  /* The click leaves the field that is typed in: the answer is the sign-in form, and the text comes
     back after it. Nothing is sent, and no form comes, where the server has the text already. */
  const FORM_MS = 2000;
  const reload = () => {
    hush();
    if (written.size) setTimeout(reloadSignedIn, FORM_MS);
    else location.reload();
  };
  const reloadSignedIn = () => {
    if (!isSignedIn()) return;
    if (waiting || runs() || root.dataset.line) setTimeout(reloadSignedIn, FORM_MS);
    else location.reload();
  };
  const ask = async (method) => {
    if (asking) return;
    asking = true;
    try {
      const answer = await fetch("/auth/session", { method });
      if (answer.ok) heed(await answer.json());
      else if (answer.status === 403 && document.querySelector(".tdkt-ending:not(:empty)")) {
        ending("Phiên làm việc đã kết thúc. Vui lòng tải lại trang và đăng nhập; nội dung đã thành " +
          "bản nháp vẫn còn.", "Tải lại", reload);
        nextAt = Infinity;
      } else nextAt = Date.now() + WARN_S * 1000;
    } catch {
      /* Without a line the page tells so by itself. */
    } finally {
      asking = false;
    }
  };
  setInterval(() => {
    if (!document.querySelector(".st-key-shell_sign_out")) {
      nextAt = 0;
      if (document.querySelector(".tdkt-ending")) ending("", "", null);
    } else if (Date.now() >= nextAt) ask("GET");
  }, TICK_MS);

  /* ---- forms ------------------------------------------------------------------------------ */

  const typed = new Set();
  const TEXTS = new Set(["text", "textarea", "tel", "url", "email", "number"]);
  const isSignedIn = () => document.querySelector(".st-key-shell_sign_out") !== null;
  /* A record's form: what is typed elsewhere, as in a search, is nothing to lose. */
  const FORM = '[class*="st-key-"][class*="_form"],[class*="st-key-talk_"]';
  const field = (event) =>
    event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement
      ? event.target : null;
  const answer = (event) => {
    const input = field(event);
    return input && TEXTS.has(input.type) && input.getAttribute("role") !== "combobox" &&
      input.closest(FORM) ? input : null;
  };
  const kept = (event) => {
    /* Leaving a field sends it; without a line it stays unsent. */
    if (!root.dataset.line) typed.delete(event.target);
  };

  document.addEventListener("input", (event) => {
    const input = answer(event);
    if (input) typed.add(input);
  }, true);
  document.addEventListener("change", kept, true);
  document.addEventListener("focusout", kept, true);

  /* Streamlit sends a field that is left, but not one left for a button inside of it, as the eye of
     a password; leaving that button is leaving the field. */
  document.addEventListener("focusout", (event) => {
    const box = event.target instanceof Element && event.target.closest('[data-testid="stTextInput"]');
    const input = box && box.querySelector("input");
    if (!input || event.target === input || box.contains(event.relatedTarget)) return;
    const { relatedTarget } = event;
    input.dispatchEvent(new FocusEvent("focusout", { bubbles: true, relatedTarget }));
  }, true);

  window.addEventListener("beforeunload", (event) => {
    const unsent = [...typed].some((input) => input.isConnected);
    if (unsent || root.dataset.wait || document.querySelector('[class*="st-key-dirty"]')) event.preventDefault();
  });

  /* What was typed while the session ended is refused with it. It stays in this tab's memory, and goes
     into the same field once the same person is back. */
  const SENT_MS = 3000;
  const BACK_MS = 60000;
  const written = new Map();
  let writer = "";
  let endedAt = 0;
  const here = () => location.pathname + location.search;
  /* By name, unit and roles: two people may have one name. */
  const person = () => {
    const told = document.querySelector('[data-testid="stSidebarUserContent"] .stMarkdown');
    return told ? told.textContent : "";
  };
  const isIdle = () => document.querySelector('[data-test-script-state="notRunning"]') !== null;
  const write = (input, value) => {
    const kind = input instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    input.focus();
    Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(input, value);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.blur();
  };
  /* By its label and the nearest key, of which a new session counts some numbers anew. One that could
     be another's, as a row's of a table, is nobody's: nothing is better than in the wrong place. */
  const keyOf = (input) => {
    const holder = input.closest('[class*="st-key-"]');
    const named = holder && [...holder.classList].find((one) => one.startsWith("st-key-"));
    return named ? named.replace(/_\d+(?=_|$)/g, "_#") : "";
  };
  const onlyField = (label, holder) => {
    const found = [...document.querySelectorAll(`:is(input, textarea)[aria-label="${CSS.escape(label)}"]`)]
      .filter((one) => one.closest(FORM) && keyOf(one) === holder);
    return found.length === 1 ? found[0] : null;
  };
  /* A page that begins is drawn more than once, and the field with it: what was written has to have
     stood there for a while. */
  const CALM_LOOKS = 4;
  const TRIES = 5;
  const bringBack = () => {
    for (const [key, one] of written) {
      if (one.place !== here()) continue;
      const input = onlyField(one.label, one.holder);
      if (!input) continue;
      if (input.value === one.value) one.calm += 1;
      else if (one.tries < TRIES) {
        const tries = one.tries + 1;
        write(input, one.value);
        Object.assign(written.get(key) || one, { calm: 0, tries });
        continue;
      }
      if (one.calm >= CALM_LOOKS || one.tries >= TRIES) written.delete(key);
    }
    if (Date.now() - endedAt > BACK_MS) written.clear();
    if (!written.size) endedAt = 0;
  };
  document.addEventListener("input", (event) => {
    const input = field(event);
    const label = input && isSignedIn() && input.getAttribute("aria-label");
    const holder = label && keyOf(input);
    if (!label || onlyField(label, holder) !== input) return;
    writer = person();
    written.set(`${here()} ${holder} ${label}`,
      { label, holder, place: here(), value: input.value, at: Date.now(), input, calm: 0, tries: 0 });
  }, true);
  document.addEventListener("focusout", (event) => {
    for (const one of written.values()) if (one.input === event.target) one.at = Date.now();
  }, true);
  setInterval(() => {
    if (!written.size) return;
    if (!isSignedIn()) {
      endedAt = Date.now();
    } else if (endedAt) {
      /* Who is here stands there only once the page has been drawn. */
      if (!isIdle() || !person()) return;
      if (person() === writer) bringBack();
      else written.clear();
    } else if (isIdle() && !root.dataset.line) {
      /* Left a while ago and still signed in: the server has it. */
      for (const [key, one] of written) {
        if (one.input !== document.activeElement && Date.now() - one.at > SENT_MS) written.delete(key);
      }
    }
  }, 500);

  /* What a click opens may be out of sight: an item above its table, on a phone the rows behind a
     figure below it. */
  const OPENED = {
    item: (sought) => {
      const task = document.querySelector(".st-key-item_task");
      return task && task.textContent.startsWith(`${sought} `) ? task : null;
    },
    xem: (sought) => {
      const rows = document.querySelector(".st-key-summary_rows");
      const told = rows && rows.parentElement && rows.parentElement.parentElement;
      return told && told.textContent.includes(`${sought}: `) ? rows : null;
    },
  };
  const inAddress = () => {
    const named = new URLSearchParams(location.search);
    const name = Object.keys(OPENED).find((one) => named.has(one));
    return name ? `${name}=${named.get(name)}&${named.get("don_vi") || ""}` : "";
  };
  let opened = inAddress();
  /* It is drawn a moment after the address has changed. */
  const bringIntoSight = () => {
    const name = opened.split("=", 1)[0];
    const sought = opened.slice(name.length + 1, opened.lastIndexOf("&"));
    const seen = new MutationObserver(() => {
      const found = OPENED[name](sought);
      if (!found) return;
      seen.disconnect();
      const { top } = found.getBoundingClientRect();
      if (top < 0 || top > 0.8 * innerHeight) found.scrollIntoView();
    });
    if (name) seen.observe(document.body, { childList: true, subtree: true, characterData: true });
    setTimeout(() => seen.disconnect(), SILENCE_MS);
  };
  for (const name of ["pushState", "replaceState"]) {
    const plain = history[name].bind(history);
    history[name] = (...given) => {
      plain(...given);
      if (inAddress() === opened) return;
      opened = inAddress();
      bringIntoSight();
    };
  }

  document.addEventListener("keydown", (event) => {
    /* Tables are pictures of what is in sight; a page that can be printed has a sheet of its own. */
    const sheet = document.querySelector(".st-key-print a");
    if (!sheet || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "p") return;
    event.preventDefault();
    sheet.click();
  });

  document.addEventListener("keydown", (event) => {
    const input = field(event);
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
      // Of two forms on a page the one that is typed into.
      const button = '[class*="st-key-save_"] button:not(:disabled)';
      let place = input && input.parentElement;
      while (place && !place.querySelector(button)) place = place.parentElement;
      const save = (place || document).querySelector(button);
      if (!save) return;
      event.preventDefault();
      if (event.repeat) return;
      if (input) input.blur(); // sends what was typed first
      save.click();
      if (input) input.focus({ preventScroll: true }); // whoever saves goes on typing
    } else if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && input) {
      kept(event);
    } else if (event.key === "/" && !input && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const search = document.querySelector('[class*="st-key-tim_"] input');
      if (!search || event.target.isContentEditable) return;
      event.preventDefault();
      search.focus();
    }
  }, true);

  /* ---- lists by keyboard ------------------------------------------------------------------ */

  /* A row is opened by the arrow keys; Enter goes on into its record, Escape back to the list. */
  const RECORD = ".st-key-record_pane";
  const FILLED = 'input:not([type="file"],:disabled),textarea:not(:disabled),[role="radio"],' +
    'button[kind="primary"]:not(:disabled)';
  const REACHED = `${FILLED},button:not(:disabled),a[href],summary`;
  const OPEN_BOX = '[data-baseweb="popover"],[role="dialog"],[aria-expanded="true"][role="combobox"]';
  const QUIET_LOOKS = 6;
  const grid = () => document.querySelector(".st-key-list_pane canvas");
  const inGrid = () => {
    const { activeElement } = document;
    const list = activeElement && activeElement.closest(".st-key-list_pane");
    return Boolean(list && activeElement.closest('[data-testid="stDataFrame"]'));
  };
  const firstShown = (sought) => [...document.querySelectorAll(RECORD)]
    .flatMap((pane) => [...pane.querySelectorAll(sought)])
    .find((one) => one.checkVisibility({ visibilityProperty: true }));
  let going = 0;
  /* The record of the row one has come to may still be on its way, and Streamlit asks for it a
     moment after the key. Looks are counted, not time, of which a busy page has too little. */
  const goIn = (quiet) => {
    clearTimeout(going);
    if (!inGrid() && document.activeElement !== document.body) return; // gone elsewhere meanwhile
    if (quiet < QUIET_LOOKS) {
      going = setTimeout(goIn, 50, isBusy() ? 0 : quiet + 1);
      return;
    }
    const first = firstShown(FILLED) || firstShown(REACHED);
    if (first) first.focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === "Enter" && inGrid()) {
      event.preventDefault();
      event.stopPropagation();
      goIn(0);
    } else if (event.key === "Escape" && event.target instanceof Element
        && event.target.closest(RECORD) && grid() && !document.querySelector(OPEN_BOX)) {
      grid().focus();
    }
  }, true);

  /* ---- the Office's desk by keyboard ------------------------------------------------------- */

  /* One letter is one act on the report that is shown: while anything is under way, and until what
     came of it has stood for a moment, letters do nothing. Streamlit would run the page for R. */
  const DESK = ".st-key-filters_tiep_nhan";
  const LETTERS = {
    j: ".st-key-record_coming button",
    k: ".st-key-record_last button",
    v: '.st-key-inbox_steps button[kind="primary"]:not(:disabled)',
    r: ".st-key-inbox_returning button",
  };
  const REASON = ".st-key-inbox_reason textarea";
  const COME_LOOKS = 40;
  const release = (quiet) => {
    if (quiet < QUIET_LOOKS) setTimeout(release, 50, waiting || isDue || runs() ? 0 : quiet + 1);
    else delete root.dataset.held; // thidua.css pales the letters until then
  };
  const toReason = (looks) => {
    const reason = firstIn(REASON);
    if (reason) reason.focus();
    else if (looks < COME_LOOKS) setTimeout(toReason, 50, looks + 1);
  };
  const firstIn = (sought) => [...document.querySelectorAll(sought)]
    .find((one) => one.checkVisibility({ visibilityProperty: true }));
  const types = (element) => element instanceof Element
    && (element.isContentEditable || element.closest("input,textarea,select,[role=combobox]"));
  document.addEventListener("keydown", (event) => {
    const letter = (event.key || "").toLowerCase(); // what browsers fill in has none
    if (!Object.hasOwn(LETTERS, letter) || !document.querySelector(DESK)) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.isComposing || event.keyCode === 229 || types(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.repeat || "held" in root.dataset || waiting || isDue || runs()) return;
    if (root.dataset.line || document.querySelector(OPEN_BOX)) return;
    const button = firstIn(LETTERS[letter]);
    if (!button) return;
    if (letter !== "r") {
      root.dataset.held = "";
      release(0);
    }
    button.click();
    if (letter === "r") toReason(0);
  }, true);

  /* ---- the menu --------------------------------------------------------------------------- */

  /* Sections of Streamlit's menu stand between the list and its items, which readers of screens
     take for a broken list; as plain links they read well. */
  const MENU = '[data-testid="stSidebarNavItems"]';
  new MutationObserver(() => {
    for (const part of document.querySelectorAll(`${MENU}:not([role]),${MENU} li:not([role])`)) {
      part.setAttribute("role", "none");
    }
  }).observe(document.documentElement, { childList: true, subtree: true });

  /* ---- previews --------------------------------------------------------------------------- */

  /* Streamlit's own frames are sandboxed, and there a browser's reader of PDF does not start. */
  const PREVIEW = /^\/evidence\/[0-9a-f-]{36}\/\d{1,9}$/;
  const frame = (place) => {
    if (!PREVIEW.test(place.dataset.pdf) || place.firstElementChild) return;
    const made = document.createElement("iframe");
    made.src = place.dataset.pdf;
    made.title = place.title;
    made.className = "tdkt-pdf";
    place.append(made);
  };
  new MutationObserver(() => document.querySelectorAll("div[data-pdf]:empty").forEach(frame))
    .observe(document.documentElement, { childList: true, subtree: true });

  /* ---- what no browser is to keep ---------------------------------------------------------- */

  /* To bring tabs back, browsers write what stands in fields to the disk, unless the fields' form
     says no. Streamlit's have no form, so those of an anonymous opinion get one that sends nothing. */
  const FORGOTTEN = ["textarea", "input"].map((one) => `.st-key-opinion_anonymous ${one}:not([form])`);
  const forgetful = document.createElement("form");
  Object.assign(forgetful, { id: "tdkt-forgetful", autocomplete: "off", hidden: true });
  forgetful.addEventListener("submit", (event) => event.preventDefault());
  new MutationObserver(() => {
    for (const field of document.querySelectorAll(FORGOTTEN.join())) {
      if (!forgetful.isConnected) document.body.append(forgetful);
      field.setAttribute("autocomplete", "off");
      field.setAttribute("form", forgetful.id);
    }
  }).observe(document.documentElement, { childList: true, subtree: true });

  /* ---- files on their way ----------------------------------------------------------------- */

  /* A form that is sent while its file is on the way would go without it. The click waits for the
     file, and is forgotten if the file does not come. Looks are counted, as above. */
  const COMING = '[data-testid="stFileChipIconSpinner"]';
  let late = ""; // the button that waits, by its key: it may be drawn anew meanwhile
  const pressLate = (quiet) => {
    const button = document.querySelector(`.${CSS.escape(late)} button:not(:disabled)`);
    if (!button || button.closest('[data-testid="stVerticalBlock"]').querySelector('.stFileChip[aria-invalid="true"]')) {
      late = "";
    } else if (quiet < QUIET_LOOKS) {
      setTimeout(pressLate, 50, document.querySelector(COMING) || isBusy() ? 0 : quiet + 1);
    } else {
      late = "";
      button.click();
    }
  };
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest('button[kind="primary"]');
    const form = button && button.closest('[data-testid="stVerticalBlock"]');
    if (!form || !form.querySelector(COMING)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const isFirst = !late;
    late = [...button.closest('[class*="st-key-"]').classList].find((one) => one.startsWith("st-key-"));
    if (isFirst) pressLate(0);
  }, true);

  /* ---- downloads -------------------------------------------------------------------------- */

  /* Streamlit opens every link in a new tab; a file needs none, and phones leave it standing. */
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest(
      'a[href^="/export/"], a[href^="/evidence/zip"], a[href^="/evidence/"][href$="?tai=1"]');
    if (link) link.removeAttribute("target");
  }, true);
})();
