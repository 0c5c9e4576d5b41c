using Harvester.Core.Model;
using Harvester.Core.Notifications;
using Harvester.Core.Ports;
using Harvester.Storage.Sqlite;
using Harvester.Tests.Web;
using Xunit;

namespace Harvester.Tests.Notifications;

/// <summary>A real store whose sources fare as a test says, and notifiers that look at it.</summary>
internal sealed class NoticeBench : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("harvester-notices-");
    private int runs;

    private NoticeBench()
    {
    }

    public HandClock Clock { get; } = new();
    public IStore Store { get; private set; } = null!;
    public FixedSources Sources { get; set; } = new(TestSite.Minato);
    public NotificationOptions Options { get; set; } = new()
    {
        BaseAddress = new Uri("https://catalogue.example.jp/"),
        ReplyTo = "help@example.jp",
        Maintainers = [new Recipient(DeliveryKind.Mail, "maintainers@example.jp")],
        Central = [new Recipient(DeliveryKind.Mail, "central@example.jp")],
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<NoticeBench> OpenAsync()
    {
        var bench = new NoticeBench();
        bench.Store = await SqliteStore.OpenAsync(Path.Combine(bench.folder.FullName, "store.db"), bench.Clock, Cancel);
        return bench;
    }

    /// <summary>A run that has just ended, by its word (see <see cref="NoticeRulesTests.Run"/>).</summary>
    public async Task<RunReport> RanAsync(string word, string source = "minato", TimeSpan? after = null)
    {
        Clock.Advance(after ?? TimeSpan.FromHours(1));
        var run = NoticeRulesTests.Run(word) with { Id = $"{source}.{++runs:D4}", Source = source, StartedAt = Clock.GetUtcNow(), FinishedAt = Clock.GetUtcNow() };
        await Store.Runs.SaveAsync(run, Cancel);
        return run;
    }

    public Notifier Notifier(string owner, params IDeliveryChannel[] channels) => new(Store, Sources, Options, channels, Clock, owner);

    public SubscriptionDesk Desk() => new(Store, ["131032", "130001"], Clock);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
