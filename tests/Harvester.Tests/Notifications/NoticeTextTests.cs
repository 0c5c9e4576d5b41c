using System.Text;
using Harvester.Core.Model;
using Harvester.Core.Notifications;
using Harvester.Core.Ports;
using Harvester.Host.Notifications;
using MimeKit;
using Xunit;

namespace Harvester.Tests.Notifications;

/// <summary>A notice says all that its reader needs, and nothing that a source wrote acts.</summary>
public sealed class NoticeTextTests
{
    private static readonly NotificationOptions Options = new() { BaseAddress = new Uri("https://catalogue.example.jp/"), ReplyTo = "help@example.jp" };
    private static readonly Recipient Officer = new(DeliveryKind.Mail, "officer@city.example.jp", "ja", "s1");

    private static readonly Source Minato = new()
    {
        Id = "minato-catalogue",
        Title = "港区オープンデータカタログ",
        Kind = RecordKind.Ckan,
        PublisherCode = "131032",
        Schedule = "daily",
        Url = "https://opendata.city.minato.tokyo.jp/",
    };

    public static TheoryData<string, NoticeAudience, NoticeEvent> Kinds
    {
        get
        {
            var all = new TheoryData<string, NoticeAudience, NoticeEvent>();
            foreach (var run in new[] { "failed:s", "failed:o", "suspicious", "partial:s", "ok:r", "ok" })
                foreach (var audience in Enum.GetValues<NoticeAudience>())
                    foreach (var what in Enum.GetValues<NoticeEvent>())
                        all.Add(run, audience, what);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryNotice_IsSelfContained_AndFitsTheLine(string run, NoticeAudience audience, NoticeEvent what)
    {
        var notice = Notice(run, audience, what);
        foreach (var language in new[] { "ja", "en" })
        {
            var body = NoticeText.Body(notice, Officer with { Language = language }, Options, "https://catalogue.example.jp/unsubscribe/secret");

            foreach (var needed in new[]
            {
                "港区オープンデータカタログ", "https://catalogue.example.jp/runs/r", "https://catalogue.example.jp/municipalities/131032", "2026-11-24 12:00", "help@example.jp",
                "https://catalogue.example.jp/unsubscribe/secret", "カタログへの影響", "What it means for the catalogue", "誰の番か", "Whose turn it is", "この回の収集", "gathered 1,200",
            })
            {
                Assert.Contains(needed, body, StringComparison.Ordinal);
            }

            Assert.Equal(what is not NoticeEvent.Mended, body.Contains("まずすること", StringComparison.Ordinal) && body.Contains("First steps", StringComparison.Ordinal));
            Assert.Equal(language == "ja", body.IndexOf("詳しくは", StringComparison.Ordinal) < body.IndexOf("* More", StringComparison.Ordinal));
            Assert.All(
                body.Split('\n').Where(line => !line.Contains("https://", StringComparison.Ordinal)),
                line => Assert.True(line.EnumerateRunes().Sum(PlainText.Columns) <= 78, line));
            Assert.All(body.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
        }
    }

    [Fact]
    public void Municipality_IsToldWhichRecordsAndWhy()
    {
        var body = NoticeText.Body(Notice("ok:r", NoticeAudience.Municipality, NoticeEvent.Broke), Officer, Options, null);
        Assert.Contains("タイトルがない (no-title): 2件", body, StringComparison.Ordinal);
        Assert.Contains("直し方: データセットのタイトルを入力してください。", body, StringComparison.Ordinal);
        Assert.Contains("record r1, field title", body, StringComparison.Ordinal);
        Assert.DoesNotContain("unknown-licence", body, StringComparison.Ordinal);
        Assert.Contains("登録元", body, StringComparison.Ordinal);
    }

    [Fact]
    public void MendedForOneOnly_SaysWhoseTurnItIsNow()
    {
        var body = NoticeText.Body(Notice("failed:s", NoticeAudience.Maintainers, NoticeEvent.Mended) with { TurnNow = NoticeAudience.Central }, Officer, Options, null);
        Assert.Contains("全体の取りまとめ担当の番です", body, StringComparison.Ordinal);
        Assert.Contains("the turn of the central team", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("題名\r\nBcc: victim@example.org\r\n\r\nbody")]
    [InlineData("題名\nBcc: victim@example.org")]
    [InlineData("\u202Eevil\u2028Bcc: victim@example.org\u0000\u0085x")]
    [InlineData("=?utf-8?q?=0D=0ABcc=3A_victim@example.org?=")]
    public void HostileTitle_AddsNoHeaderAndNoLine(string title)
    {
        var notice = Notice("failed:s", NoticeAudience.Central, NoticeEvent.Broke) with { Source = Minato with { Title = title, Url = $"https://x/{title}" } };
        notice = notice with { Run = notice.Run with { Error = title + "\n■ 偽の見出し" } };
        var subject = NoticeText.Subject(notice, "ja");
        Assert.DoesNotContain(subject, char.IsControl);
        var text = NoticeText.Body(notice, Officer, Options, null);
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
        Assert.DoesNotContain("\n■ 偽の見出し", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\nBcc:", text, StringComparison.Ordinal);

        var message = MailChannel.Message(
            new Delivery { Id = "t.1", Thread = "t", Before = "t.0", Source = "s", Event = NoticeEvent.Broke, Kind = DeliveryKind.Mail, Target = Officer.Target, Subject = subject, Body = text, CreatedAt = notice.Since, NextTry = notice.Since },
            new MailOptions("localhost", 25, MailSecurity.None, null, null, "harvester@example.jp", null));
        using var raw = new MemoryStream();
        message.WriteTo(raw, TestContext.Current.CancellationToken);
        var head = Encoding.UTF8.GetString(raw.ToArray()).Split("\r\n\r\n", 2)[0].Split("\n\n", 2)[0];
        Assert.DoesNotContain("\nBcc", head, StringComparison.OrdinalIgnoreCase);
        raw.Position = 0;
        var read = MimeMessage.Load(raw, TestContext.Current.CancellationToken);
        Assert.Empty(read.Bcc);
        Assert.Equal(["officer@city.example.jp"], read.To.Mailboxes.Select(box => box.Address));
        Assert.Equal(text, read.TextBody!.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Fold_KeepsAddressesWhole_AndHangsLists()
    {
        var address = "https://example.jp/" + new string('a', 120);
        Assert.Equal($"  詳細:\n  {address}", PlainText.Fold($"  詳細: {address}"));
        var folded = PlainText.Fold("  1. " + string.Concat(Enumerable.Repeat("あいうえお、", 12)));
        Assert.All(folded.Split('\n').Skip(1), line => Assert.StartsWith("     ", line, StringComparison.Ordinal));
        Assert.DoesNotContain("\n     、", folded, StringComparison.Ordinal);
        Assert.Equal(string.Concat(Enumerable.Repeat("あいうえお、", 12)), folded.Replace("\n     ", "", StringComparison.Ordinal)["  1. ".Length..]);
    }

    private static Notice Notice(string run, NoticeAudience audience, NoticeEvent what) => new()
    {
        Event = what,
        Audience = audience,
        Source = Minato,
        Run = NoticeRulesTests.Run(run) with { Gathered = 1200, Error = "www.city.minato.tokyo.jp answered with status 403 Forbidden; it refuses us: raise http.delay, agree with the site, or give the key by http.secret-header" },
        Since = new DateTimeOffset(2026, 11, 23, 3, 0, 0, TimeSpan.Zero),
        Broke = "r",
        Told = 0,
        NextRun = new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero),
    };
}
