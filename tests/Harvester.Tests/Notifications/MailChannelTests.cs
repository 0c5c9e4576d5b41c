using System.Text;
using Harvester.Core.Notifications;
using Harvester.Core.Ports;
using Harvester.Host.Notifications;
using Harvester.Tests.Connectors.Fetching;
using MimeKit;
using Xunit;

namespace Harvester.Tests.Notifications;

/// <summary>A real conversation with a mail server.</summary>
public sealed class MailChannelTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 3, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static MailOptions To(SmtpServer server) => new("127.0.0.1", server.Port, MailSecurity.None, null, null, "harvester@example.jp", "help@example.jp");

    private static Delivery Delivery(int number = 2) => new()
    {
        Id = $"abc.{number}",
        Thread = "abc",
        Before = number == 0 ? null : $"abc.{number - 1}",
        Source = "minato",
        Event = NoticeEvent.StillBroken,
        Kind = DeliveryKind.Mail,
        Target = "officer@city.example.jp",
        Subject = "[Harvester] 未解決: 港区オープンデータカタログ / Still broken",
        Body = "一行目\n.点で始まる行\n. dot\nFrom here\n終わり\n",
        Unsubscribe = "https://catalogue.example.jp/unsubscribe/secret",
        CreatedAt = At,
        NextTry = At,
    };

    [Fact]
    public async Task Mail_ArrivesAsItWasWritten_WithItsHeaders()
    {
        await using var server = new SmtpServer();
        await new MailChannel(To(server)).SendAsync(Delivery(), Cancel);

        var (from, to, raw) = Assert.Single(server.Messages);
        Assert.Equal(("harvester@example.jp", "officer@city.example.jp"), (from, to));
        var message = Read(raw);
        Assert.Equal(Delivery().Subject, message.Subject);
        Assert.Equal(Delivery().Body, message.TextBody!.ReplaceLineEndings("\n"));
        Assert.Equal("text/plain", message.Body!.ContentType.MimeType);
        Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
        Assert.Equal("abc.2@example.jp", message.MessageId);
        Assert.Equal("abc.1@example.jp", message.InReplyTo);
        Assert.Equal(["abc.0@example.jp", "abc.1@example.jp"], message.References);
        Assert.Equal("help@example.jp", message.ReplyTo.Mailboxes.Single().Address);
        Assert.Equal("<https://catalogue.example.jp/unsubscribe/secret>", message.Headers["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", message.Headers["List-Unsubscribe-Post"]);
        Assert.Equal(At, message.Date);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Thread_BeginsAtItsFirstMessage(int number)
    {
        await using var server = new SmtpServer();
        await new MailChannel(To(server) with { ReplyTo = null }).SendAsync(Delivery(number), Cancel);
        var message = Read(Assert.Single(server.Messages).Raw);
        Assert.Equal(number == 0 ? [] : ["abc.0@example.jp"], message.References);
        Assert.Equal("harvester@example.jp", message.ReplyTo.Mailboxes.Single().Address);
    }

    [Fact]
    public async Task User_IsSentWhereAPasswordIsSafe()
    {
        await using var server = new SmtpServer();
        await new MailChannel(To(server) with { User = "u", Password = "geheim" }).SendAsync(Delivery(), Cancel);
        Assert.Contains(server.Commands, command => command.StartsWith("AUTH PLAIN", StringComparison.Ordinal));
        Assert.DoesNotContain("geheim", (To(server) with { Password = "geheim" }).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HELLO", "554 not today", true)]
    [InlineData("HELLO", "close", true)]
    [InlineData("HELLO", "hang", true)]
    [InlineData("AUTH", "535 wrong", true)]
    [InlineData("MAIL", "451 later", false)]
    [InlineData("RCPT", "550 nobody", false)]
    [InlineData("RCPT", "close", true)]
    [InlineData(".", "552 too much", false)]
    [InlineData(".", "hang", true)]
    public async Task ServerThatDoesNotTakeIt_IsAFaultThatSaysSo(string at, string answer, bool closesChannel)
    {
        await using var server = new SmtpServer(command => command.StartsWith(at, StringComparison.OrdinalIgnoreCase) ? answer : null);
        var options = To(server) with { User = "u", Password = "geheim", Patience = TimeSpan.FromMilliseconds(answer == "hang" ? 300 : 20_000) };

        var fault = await Assert.ThrowsAsync<DeliveryException>(() => new MailChannel(options).SendAsync(Delivery(), Cancel));

        Assert.Equal(closesChannel, fault.ClosesChannel);
        Assert.DoesNotContain("geheim", fault.Message, StringComparison.Ordinal);
        Assert.NotEmpty(fault.Message);
    }

    [Fact]
    public async Task ServerThatIsNotThere_IsAFault()
    {
        var server = new SmtpServer();
        var options = To(server);
        await server.DisposeAsync();
        Assert.True((await Assert.ThrowsAsync<DeliveryException>(() => new MailChannel(options).SendAsync(Delivery(), Cancel))).ClosesChannel);
    }

    [Theory]
    [InlineData((int)MailSecurity.StartTls)]
    [InlineData((int)MailSecurity.Tls)]
    public async Task ServerWithoutTls_GetsNothing_UnlessThatIsMeant(int security)
    {
        await using var server = new SmtpServer();
        var options = To(server) with { Security = (MailSecurity)security, User = "u", Password = "geheim", Patience = TimeSpan.FromSeconds(2) };
        var fault = await Assert.ThrowsAsync<DeliveryException>(() => new MailChannel(options).SendAsync(Delivery(), Cancel));
        Assert.True(fault.ClosesChannel);
        Assert.Empty(server.Messages);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal) || command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CertificateThatNobodyTrusts_IsRefused_WithTheReason()
    {
        using var certificate = Certificates.For("127.0.0.1");
        await using var server = new SmtpServer(certificate: certificate);
        var options = To(server) with { Security = MailSecurity.StartTls, User = "u", Password = "geheim" };

        var fault = await Assert.ThrowsAsync<DeliveryException>(() => new MailChannel(options).SendAsync(Delivery(), Cancel));

        Assert.True(fault.ClosesChannel);
        Assert.Contains("certificate", fault.Message, StringComparison.Ordinal);
        Assert.Contains("CN=127.0.0.1", fault.Message, StringComparison.Ordinal);
        Assert.Contains("self", fault.Message.Split("CN=127.0.0.1")[^1], StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["STARTTLS"], server.Commands.Where(static command => !command.StartsWith("EHLO", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ServerThatFallsSilentAtStartTls_IsGivenUp()
    {
        using var certificate = Certificates.For("127.0.0.1");
        await using var server = new SmtpServer(static command => command == "STARTTLS" ? "hang" : null, certificate);
        var options = To(server) with { Security = MailSecurity.StartTls, Patience = TimeSpan.FromMilliseconds(300) };
        var fault = await Assert.ThrowsAsync<DeliveryException>(() => new MailChannel(options).SendAsync(Delivery(), Cancel));
        Assert.True(fault.ClosesChannel);
        // Two clocks run out at once, the client's own and ours: a person reads the same of either.
        Assert.Contains("did not answer in time", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PLAIN", "geheim", true)]
    [InlineData("LOGIN", "geheim", true)]
    [InlineData("PLAIN", "falsch", false)]
    [InlineData("LOGIN", "falsch", false)]
    public async Task Password_IsGivenByWhatTheServerOffers_AndAWrongOneIsSaid(string mechanisms, string password, bool isRight)
    {
        await using var server = new SmtpServer(login: ("u", "geheim"), mechanisms: mechanisms);
        var sending = new MailChannel(To(server) with { User = "u", Password = password }).SendAsync(Delivery(), Cancel);
        if (isRight)
            await sending;
        else
        {
            var fault = await Assert.ThrowsAsync<DeliveryException>(() => sending);
            Assert.True(fault.ClosesChannel);
            Assert.Contains("wrong user or password", fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("falsch", fault.Message, StringComparison.Ordinal);
        }

        Assert.Equal(isRight ? 1 : 0, server.Messages.Count);
    }

    [Fact]
    public async Task RecipientThatIsRefused_StaysDue_AndTheOthersAreTold()
    {
        await using var server = new SmtpServer(static command => command.Contains("gone@", StringComparison.Ordinal) ? "550 5.1.1 nobody of that name" : null);
        await using var bench = await NoticeBench.OpenAsync();
        bench.Options = bench.Options with { Central = [new Recipient(DeliveryKind.Mail, "gone@example.jp"), new Recipient(DeliveryKind.Mail, "central@example.jp")] };
        await bench.RanAsync("failed:s");

        var result = await bench.Notifier("one", new MailChannel(To(server))).RunAsync(Cancel);

        Assert.Equal("central@example.jp", Assert.Single(server.Messages).To);
        Assert.Equal("central@example.jp", Assert.Single(result.Sent).Target);
        var due = Assert.Single(await bench.Store.Notices.PendingAsync(10, Cancel));
        Assert.Equal("gone@example.jp", due.Target);
        Assert.Contains("nobody of that name", due.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FarewellThatFails_IsNoFault()
    {
        await using var server = new SmtpServer(static command => command == "QUIT" ? "close" : null);
        await new MailChannel(To(server)).SendAsync(Delivery(), Cancel);
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task NoticeOfARun_ArrivesByMail_FromTheStoreToTheServer()
    {
        await using var server = new SmtpServer();
        await using var bench = await NoticeBench.OpenAsync();
        await bench.RanAsync("failed:s");
        await bench.Notifier("one", new MailChannel(To(server))).RunAsync(Cancel);
        var message = Read(Assert.Single(server.Messages).Raw);
        Assert.Equal("[Harvester] 不具合: 港区オープンデータカタログ / Broke", message.Subject);
        Assert.Contains("https://catalogue.example.jp/runs/minato.0001", message.TextBody, StringComparison.Ordinal);
    }

    private static MimeMessage Read(string raw)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(raw));
        return MimeMessage.Load(stream, Cancel);
    }
}
