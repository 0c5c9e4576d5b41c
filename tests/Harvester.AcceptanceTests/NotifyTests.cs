using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Harvester.Core.Ports;
using Harvester.Storage;
using Harvester.Tests.Connectors.Fetching;
using Harvester.Tests.Notifications;
using MimeKit;

namespace Harvester.AcceptanceTests;

/// <summary><c>subscription</c> and <c>notify</c> as processes, and a worker that tells by itself; with a real mail server on loopback.</summary>
public sealed class NotifyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SiteThatRefuses_IsToldOnce_AndThatItIsMended()
    {
        await using var ckan = await LoopbackCkan.StartAsync(LoopbackCkan.Numbered(3));
        await using var mail = new SmtpServer();
        using var harvester = new HarvesterProgram();
        var connectors = harvester.Connectors("refusing", ckan.Yaml("拒否する目録"));
        string[] files = ["--connectors", connectors, "--allow-private-networks"];
        string[] notify =
        [
            "notify", .. files, "--smtp-host", "127.0.0.1", "--smtp-port", $"{mail.Port}", "--smtp-tls", "none", "--mail-from", "harvester@example.jp", "--mail-reply-to", "help@example.jp",
            "--base-url", "https://catalogue.example.jp/",
        ];
        Assert.Equal(0, (await harvester.RunAsync(["run", .. files])).ExitCode);
        var added = await harvester.RunAsync(["subscription", "add", "--central", "--mail", "central@example.jp", "--by", "都", "--json", .. files]);
        Assert.Equal((0, "central"), (added.ExitCode, added.Json.GetProperty("subscription").GetProperty("audience").GetString()));
        Assert.Contains("nothing to tell", (await harvester.RunAsync(notify)).Output, StringComparison.Ordinal);

        ckan.Instead = static context =>
        {
            context.Response.StatusCode = 403;
            return Task.FromResult(true);
        };
        Assert.Equal(4, (await harvester.RunAsync(["run", .. files])).ExitCode);
        var dry = await harvester.RunAsync([.. notify, "--dry-run", "--json"]);
        Assert.Equal(0, dry.ExitCode);
        var notice = Assert.Single(dry.Json.GetProperty("notices").EnumerateArray());
        Assert.Equal(("broke", "refusing", "central"), (notice.GetProperty("event").GetString(), notice.GetProperty("source").GetString(), notice.GetProperty("whose").GetString()));
        Assert.Empty(mail.Messages);

        var sent = await harvester.RunAsync([.. notify, "--json"]);
        Assert.True(sent.ExitCode == 0, sent.Errors + sent.Output);
        Assert.Single(sent.Json.GetProperty("sent").EnumerateArray());
        Assert.Equal(0, (await harvester.RunAsync(notify)).ExitCode);
        var message = Read(Assert.Single(mail.Messages).Raw);
        Assert.Equal("[Harvester] 不具合: 拒否する目録 / Broke", message.Subject);
        Assert.Contains("403", message.TextBody!, StringComparison.Ordinal);
        Assert.Contains("https://catalogue.example.jp/unsubscribe/", message.TextBody!, StringComparison.Ordinal);

        ckan.Instead = null;
        Assert.Equal(0, (await harvester.RunAsync(["run", .. files])).ExitCode);
        Assert.Equal(0, (await harvester.RunAsync(notify)).ExitCode);
        var mended = Read(mail.Messages.Last().Raw);
        Assert.Equal(2, mail.Messages.Count);
        Assert.Equal("[Harvester] 解決: 拒否する目録 / Mended", mended.Subject);
        Assert.Equal(message.MessageId, mended.InReplyTo);
    }

    /// <summary>A body's own mail server, signed by an authority of its own that the machine knows (SSL_CERT_FILE, as update-ca-certificates would).</summary>
    [Fact]
    public async Task MailOverStartTls_GoesToWhomTheMachineTrusts_AndElseStaysDue()
    {
        using var authority = Certificates.Authority("Authority of the town");
        using var certificate = Certificates.For("127.0.0.1", authority);
        await using var mail = new SmtpServer(certificate: certificate, login: ("harvester", "sehr-geheim"));
        await using var ckan = await LoopbackCkan.StartAsync([]);
        ckan.Instead = static context =>
        {
            context.Response.StatusCode = 403;
            return Task.FromResult(true);
        };
        using var harvester = new HarvesterProgram();
        string[] files = ["--connectors", harvester.Connectors("refusing", ckan.Yaml("拒否する目録")), "--allow-private-networks"];
        string[] notify =
        [
            "notify", .. files, "--json", "--smtp-host", "127.0.0.1", "--smtp-port", $"{mail.Port}", "--smtp-user", "harvester", "--mail-from", "harvester@example.jp",
        ];
        Assert.Equal(4, (await harvester.RunAsync(["run", .. files])).ExitCode);

        harvester.Environment["HARVESTER_SMTP_PASSWORD"] = "sehr-geheim";
        var refused = await harvester.RunAsync([.. notify, "--notify-central", "first@example.jp"]);
        Assert.Equal(3, refused.ExitCode);
        var due = Assert.Single(refused.Json.GetProperty("putOff").EnumerateArray());
        Assert.Contains("certificate", due.GetProperty("fault").GetString(), StringComparison.Ordinal);
        Assert.Contains("CN=Authority of the town", due.GetProperty("fault").GetString(), StringComparison.Ordinal);
        Assert.Single((await harvester.RunAsync([.. notify, "--dry-run"])).Json.GetProperty("pending").EnumerateArray());
        Assert.DoesNotContain(mail.Commands, static command => command.StartsWith("AUTH", StringComparison.Ordinal));

        // The next one is of another source's run: what was put off waits for its time.
        harvester.Environment["SSL_CERT_FILE"] = harvester.Write("authority.pem", authority.ExportCertificatePem());
        harvester.Connectors("second", ckan.Yaml("二つ目の目録"));
        Assert.Equal(4, (await harvester.RunAsync(["run", .. files])).ExitCode);
        harvester.Environment["HARVESTER_SMTP_PASSWORD"] = "falsch";
        var wrong = await harvester.RunAsync([.. notify, "--notify-central", "first@example.jp"]);
        Assert.Equal(3, wrong.ExitCode);
        Assert.Contains("wrong user or password", wrong.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("falsch", wrong.Output + wrong.Errors, StringComparison.Ordinal);

        harvester.Connectors("third", ckan.Yaml("三つ目の目録"));
        Assert.Equal(4, (await harvester.RunAsync(["run", .. files])).ExitCode);
        harvester.Environment["HARVESTER_SMTP_PASSWORD"] = "sehr-geheim";
        var sent = await harvester.RunAsync([.. notify, "--notify-central", "first@example.jp"]);
        Assert.True(sent.Json.GetProperty("sent").GetArrayLength() == 1, sent.Output);
        var message = Read(Assert.Single(mail.Messages).Raw);
        Assert.Equal("[Harvester] 不具合: 三つ目の目録 / Broke", message.Subject);
        Assert.Contains("三つ目の目録", message.TextBody!, StringComparison.Ordinal);
        Assert.Contains(mail.SecureCommands, static command => command.StartsWith("AUTH", StringComparison.Ordinal));
        Assert.Contains(mail.SecureCommands, static command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Subscriptions_AreListedAndRemoved_AndWrongOnesRefused()
    {
        await using var ckan = await LoopbackCkan.StartAsync(LoopbackCkan.Numbered(1));
        using var harvester = new HarvesterProgram();
        var connectors = harvester.Connectors("listed", ckan.Yaml("一覧"));
        string[] files = ["--connectors", connectors];
        Assert.Equal(0, (await harvester.RunAsync(["run", .. files, "--allow-private-networks"])).ExitCode);

        foreach (var (wrong, named) in new[]
        {
            ("--mail a@example.jp", "for whom"), ("--central --maintainers --mail a@example.jp", "for whom"), ("--central", "where to"), ("--central --mail a@example.jp --webhook https://example.jp/", "where to"),
            ("--municipality 999999 --mail a@example.jp", "999999"), ("--central --mail nobody", "nobody"), ("--central --webhook http://127.0.0.1/", "not public"), ("--central --webhook ftp://example.jp/", "ftp"),
        })
        {
            var refused = await harvester.RunAsync(["subscription", "add", .. wrong.Split(' '), .. files]);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains(named, refused.Errors, StringComparison.Ordinal);
        }

        Assert.Equal(0, (await harvester.RunAsync(["subscription", "add", "--municipality", "131032", "--mail", "a@example.jp", "--language", "en", .. files])).ExitCode);
        Assert.Equal(2, (await harvester.RunAsync(["subscription", "add", "--municipality", "131032", "--mail", "a@example.jp", .. files])).ExitCode);
        Assert.Equal(0, (await harvester.RunAsync(["subscription", "add", "--maintainers", "--webhook", "https://192.0.2.1/hook", "--allow-private-networks", .. files])).ExitCode);
        Assert.Contains("municipality 131032", (await harvester.RunAsync("subscription", "list")).Output, StringComparison.Ordinal);
        var all = (await harvester.RunAsync("subscription", "list", "--json")).Json.GetProperty("subscriptions").EnumerateArray().ToList();
        Assert.Equal(["a@example.jp", "https://192.0.2.1/hook"], all.Select(one => one.GetProperty("target").GetString()));
        var id = all[0].GetProperty("id").GetString()!;
        Assert.Equal(0, (await harvester.RunAsync("subscription", "remove", id)).ExitCode);
        Assert.Equal(2, (await harvester.RunAsync("subscription", "remove", id)).ExitCode);

        // Each act stands in the audit log, those that were refused with their reason.
        await using var store = await Stores.OpenAsync(harvester.Store, TimeProvider.System, Token);
        var trail = (await store.Audit.ListAsync(new AuditFilter(), null, 100, Token)).Select(entry => $"{entry.Action} {entry.Outcome} {entry.Municipality} {entry.Detail}").ToList();
        Assert.Contains("Subscribe Done 131032 municipality: mail a@example.jp", trail);
        Assert.Contains("Unsubscribe Done 131032 municipality: mail a@example.jp", trail);
        Assert.Contains(trail, entry => entry.StartsWith("Subscribe Refused 131032", StringComparison.Ordinal));
        Assert.Contains(trail, entry => entry.StartsWith("Unsubscribe Refused", StringComparison.Ordinal) && entry.Contains(id, StringComparison.Ordinal));
        Assert.Equal(2, (await harvester.RunAsync(["notify", "--smtp-host", "127.0.0.1", "--notify-central", "nobody", .. files])).ExitCode);
    }

    [Fact]
    public async Task Worker_TellsByItself_AndNeverItsPassword()
    {
        await using var ckan = await LoopbackCkan.StartAsync([]);
        ckan.Instead = static context =>
        {
            context.Response.StatusCode = 403;
            return Task.FromResult(true);
        };
        await using var mail = new SmtpServer();
        using var harvester = new HarvesterProgram();
        var connectors = harvester.Connectors("refusing", ckan.Yaml("拒否"));
        harvester.Environment["HARVESTER_SMTP_PASSWORD"] = "sehr-geheim";
        using var worker = harvester.Start(
            "worker", "--connectors", connectors, "--allow-private-networks", "--lease-term", "3", "--smtp-host", "127.0.0.1", "--smtp-port", $"{mail.Port}", "--smtp-tls", "none", "--smtp-user", "u",
            "--mail-from", "harvester@example.jp", "--notify-central", "central@example.jp");
        var errors = worker.StandardError.ReadToEndAsync(Token);
        try
        {
            await UntilAsync(() => !mail.Messages.IsEmpty);
        }
        finally
        {
            worker.Kill();
        }

        Assert.Equal("central@example.jp", Assert.Single(mail.Messages).To);
        Assert.Contains(mail.Commands, command => command.StartsWith("AUTH PLAIN", StringComparison.Ordinal));
        Assert.DoesNotContain("sehr-geheim", await errors, StringComparison.Ordinal);
    }

    /// <summary>One process harvests, another shows it.</summary>
    [Fact]
    public async Task RunOfAWorker_IsFollowedThroughAnotherProcess()
    {
        await using var ckan = await LoopbackCkan.StartAsync(LoopbackCkan.Numbered(30));
        var goOn = ckan.HoldBack();
        using var harvester = new HarvesterProgram();
        var connectors = harvester.Connectors("slow", ckan.Yaml("遅い"));
        using var worker = harvester.Start("worker", "--connectors", connectors, "--allow-private-networks");
        using var web = harvester.Start("web", "--connectors", connectors, "--urls", "http://127.0.0.1:0");
        try
        {
            var line = await web.StandardOutput.ReadLineAsync(Token);
            using var http = new HttpClient { BaseAddress = new Uri(line!.Split(' ', ',').First(word => word.StartsWith("http", StringComparison.Ordinal))) };
            var run = "";
            await UntilAsync(async () =>
            {
                using var runs = JsonDocument.Parse(await http.GetStringAsync("/api/v1/runs", Token));
                run = runs.RootElement.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("id").GetString()).FirstOrDefault() ?? "";
                return run.Length > 0;
            });
            Assert.Contains($"data-events=\"/runs/{run}/events\"", await http.GetStringAsync($"/runs/{run}", Token), StringComparison.Ordinal);
            await using var stream = await http.GetStreamAsync($"/runs/{run}/events", Token);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            Assert.Equal("event: figures", await reader.ReadLineAsync(Token));
            goOn.SetResult();
            var all = await reader.ReadToEndAsync(Token);
            Assert.Contains("event: ended", all, StringComparison.Ordinal);
            Assert.Contains("\"gathered\":30", all, StringComparison.Ordinal);
            Assert.DoesNotContain("data-events", await http.GetStringAsync($"/runs/{run}", Token), StringComparison.Ordinal);
        }
        finally
        {
            goOn.TrySetResult();
            worker.Kill();
            web.Kill();
        }
    }

    private static MimeMessage Read(string raw)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(raw));
        return MimeMessage.Load(stream, Token);
    }

    private static Task UntilAsync(Func<bool> isSo) => UntilAsync(() => Task.FromResult(isSo()));

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var patience = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60));
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Token);
        }
    }
}
