using Microsoft.Playwright;

namespace Harvester.AcceptanceTests.Dashboard.Acts;

/// <summary>Somebody at a browser of some width, in one language, with scripts or without. Each page that is reached is in that language; what the console says is kept.</summary>
internal sealed class Visit
{
    private readonly Chromium chromium;
    private readonly string address;
    private readonly int width;
    private readonly string language;
    private readonly bool scripts;
    private readonly List<string> console = [];

    public Visit(Chromium chromium, string address, IPage page, int width, string language, bool scripts)
    {
        (this.chromium, this.address, this.width, this.language, this.scripts) = (chromium, address, width, language, scripts);
        Page = page;
        page.Console += (_, message) =>
        {
            // Chromium's advice of the lowest level: it misses a user name beside the password, and here there is none.
            if (message.Type != "verbose")
                console.Add($"{page.Url}: {message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => console.Add($"{page.Url}: {error}");
    }

    public IPage Page { get; }

    /// <summary>What the browser complained of.</summary>
    public IReadOnlyList<string> Console => console;

    private string Name => $"{width}-{language}-{(scripts ? "scripts" : "plain")}";

    /// <summary>The words of this visitor's language.</summary>
    public string Say(string japanese, string english) => language == "en" ? english : japanese;

    /// <returns>The status of the answer.</returns>
    public async Task<int> GoAsync(string path)
    {
        var response = await Page.GotoAsync(language == "en" ? $"{path}{(path.Contains('?') ? '&' : '?')}lang=en" : path);
        await IsInLanguageAsync();
        Assert.NotNull(response);
        return response.Status;
    }

    public async Task SignInAsync(string secret)
    {
        await GoAsync("/sign-in");
        await Page.FillAsync("main input[type=password]", secret);
        await PressAsync("main form button[type=submit]");
    }

    public Task PressAsync(string selector) => PressAsync(Page.Locator(selector));

    /// <summary>Presses a button or a link, and waits for the page that comes of it.</summary>
    public async Task PressAsync(ILocator what)
    {
        var loaded = new TaskCompletionSource();
        Page.DOMContentLoaded += Loaded;
        await what.ClickAsync();
        await loaded.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Page.DOMContentLoaded -= Loaded;
        await IsInLanguageAsync();

        void Loaded(object? sender, IPage page) => loaded.TrySetResult();
    }

    /// <summary>The page says that it was done.</summary>
    public async Task ToldAsync(string japanese, string english) => Assert.Contains(Say(japanese, english), await Page.InnerTextAsync("main"), StringComparison.Ordinal);

    /// <summary>
    /// The page says so, or comes to: a run's page asks for itself anew, by its script or every five seconds. Going to an address meanwhile would be another navigation under way, and then
    /// the browser's driver knows no answer to either.
    /// </summary>
    public Task ComesToSayAsync(string japanese, string english) =>
        Assertions.Expect(Page.Locator("main")).ToContainTextAsync(Say(japanese, english), new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });

    /// <summary>Pages hear nothing of their run until the source that it gives is set.</summary>
    public async Task<TaskCompletionSource> HoldEventsAsync()
    {
        var goOn = new TaskCompletionSource();
        await Page.RouteAsync("**/events", async route =>
        {
            await goOn.Task;
            await route.ContinueAsync();
        });
        return goOn;
    }

    public Task<int> CountAsync(string selector) => Page.Locator(selector).CountAsync();

    /// <summary>
    /// The page fits its width, axe finds nothing, and a picture of it is kept. Where scripts are off the same page is asked for once more with scripts, which axe needs;
    /// not so the answer to a form (<paramref name="isAnswer"/>), which has no address of its own.
    /// </summary>
    public async Task LookAsync(string name, bool isAnswer = false)
    {
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "artifacts", "screenshots", "acts", $"{name}-{Name}.png"), FullPage = true });
        if (scripts)
            await JudgeAsync(Page, name);
        else if (!isAnswer)
        {
            var twin = await chromium.OpenAsync(address, width, session: await Page.Context.StorageStateAsync());
            await twin.GotoAsync(Page.Url);
            await JudgeAsync(twin, name);
            await twin.Context.CloseAsync();
        }
    }

    private async Task JudgeAsync(IPage page, string name)
    {
        Assert.Empty((await Fit.FindAsync(page, width)).Select(fault => $"{name}: {fault}"));
        if (Axe.IsHere)
            Assert.Empty(await Axe.FindAsync(page));
    }

    private async Task IsInLanguageAsync() => Assert.Equal(language, await Page.GetAttributeAsync("html", "lang"));
}
