using Harvester.Core.Access;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Storage.Sqlite;
using Xunit;

namespace Harvester.Tests.Access;

public sealed class AccessDeskTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("harvester-access-");
    private readonly HandClock clock = new();
    private SqliteStore store = null!;
    private AccessDesk desk = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await SqliteStore.OpenAsync(Path.Combine(folder.FullName, "store.db"), clock, Cancel);
        desk = new AccessDesk(store, new Dictionary<string, string> { ["131032"] = "港区" }, clock);
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private Task<IssuedToken> CreateAsync(string? code = "131032", string? label = null) => desk.CreateAsync(code, label, Account.CommandLine, Cancel);

    [Fact]
    public async Task CreatedToken_LetsIn_WhoeverHasTheSecret()
    {
        var issued = await CreateAsync();
        await CreateAsync(null);

        Assert.Matches("^hv_[A-Za-z0-9_-]{43}$", issued.Secret);
        Assert.Equal(issued.Token.Id, (await desk.CheckAsync(issued.Secret, Cancel))!.Id);
        Assert.Equal(issued.Token.Id, (await desk.CheckAsync($" {issued.Secret}\r\n", Cancel))!.Id);
        Assert.Equal((AccessRole.Municipality, "131032", "港区"), (issued.Token.Role, issued.Token.Municipality, issued.Token.Label));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("hv_")]
    [InlineData("\ud800")]
    public async Task NoSecret_LetsNobodyIn(string? secret)
    {
        await CreateAsync();

        Assert.Null(await desk.CheckAsync(secret, Cancel));
    }

    [Fact]
    public async Task WrongSecret_AndTheHashItself_LetNobodyIn()
    {
        var issued = await CreateAsync();

        Assert.Null(await desk.CheckAsync(issued.Secret[..^1], Cancel));
        Assert.Null(await desk.CheckAsync(issued.Secret.ToUpperInvariant(), Cancel));
        Assert.Null(await desk.CheckAsync(issued.Token.Hash, Cancel));
        Assert.Null(await desk.CheckAsync(issued.Token.Id, Cancel));
    }

    [Fact]
    public async Task StoredToken_HoldsNoSecret()
    {
        var issued = await CreateAsync(label: "課");

        Assert.Equal(AccessSecret.Hash(issued.Secret), (await store.Access.GetAsync(issued.Token.Id, Cancel))!.Hash);
        Assert.DoesNotContain(issued.Secret, issued.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(issued.Secret[3..], string.Join(' ', await store.Audit.ListAsync(new AuditFilter(), null, 10, Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReissuedToken_VoidsTheOldSecret_AndItsSessions()
    {
        var old = await CreateAsync();
        var renewed = await desk.ReissueAsync(old.Token.Id, Account.CommandLine, Cancel);

        Assert.Null(await desk.CheckAsync(old.Secret, Cancel));
        Assert.Equal(old.Token.Id, (await desk.CheckAsync(renewed.Secret, Cancel))!.Id);
        Assert.Null(await desk.GoesOnAsync(old.Token.Id, old.Token.Issue, Cancel));
        Assert.NotNull(await desk.GoesOnAsync(old.Token.Id, renewed.Token.Issue, Cancel));
    }

    [Fact]
    public async Task RevokedToken_LetsNobodyIn_AndIsRevokedForGood()
    {
        var issued = await CreateAsync();
        await desk.RevokeAsync(issued.Token.Id, Account.CommandLine, Cancel);

        Assert.Null(await desk.CheckAsync(issued.Secret, Cancel));
        Assert.Null(await desk.GoesOnAsync(issued.Token.Id, 1, Cancel));
        var again = await Assert.ThrowsAsync<DecisionException>(() => desk.RevokeAsync(issued.Token.Id, Account.CommandLine, Cancel));
        Assert.Contains("was revoked on 2026-11-23 00:00Z", again.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<DecisionException>(() => desk.ReissueAsync(issued.Token.Id, Account.CommandLine, Cancel));
        Assert.Contains("no token t-0", (await Assert.ThrowsAsync<DecisionException>(() => desk.RevokeAsync("t-0", Account.CommandLine, Cancel))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("131033", null, "no body has the code")]
    [InlineData("", null, "no body has the code")]
    [InlineData("131032", "a\u001b[2J", "control characters")]
    [InlineData(null, "a\nb", "control characters")]
    public async Task TokenForNobody_OrWithAHostileLabel_IsRefused(string? code, string? label, string why)
    {
        Assert.Contains(why, (await Assert.ThrowsAsync<DecisionException>(() => CreateAsync(code, label))).Message, StringComparison.Ordinal);
        Assert.Contains("100 are the most", (await Assert.ThrowsAsync<DecisionException>(() => CreateAsync(label: new string('a', 101)))).Message, StringComparison.Ordinal);
        Assert.Empty(await store.Access.ListAsync(Cancel));
        Assert.All(await store.Audit.ListAsync(new AuditFilter(), null, 10, Cancel), entry => Assert.Equal(AuditOutcome.Refused, entry.Outcome));
    }

    [Fact]
    public async Task LastUse_IsTheDayOfTheLastCheck()
    {
        var issued = await CreateAsync();
        Assert.Null((await store.Access.ListAsync(Cancel))[0].LastUsed);
        await desk.CheckAsync(issued.Secret, Cancel);
        Assert.Equal(new DateOnly(2026, 11, 23), (await store.Access.ListAsync(Cancel))[0].LastUsed);
        clock.Advance(TimeSpan.FromDays(2));
        await desk.GoesOnAsync(issued.Token.Id, 1, Cancel);

        Assert.Equal(new DateOnly(2026, 11, 25), (await store.Access.ListAsync(Cancel))[0].LastUsed);
        clock.Advance(TimeSpan.FromHours(15)); // midnight in Japan
        await desk.GoesOnAsync(issued.Token.Id, 1, Cancel);
        Assert.Equal(new DateOnly(2026, 11, 26), (await store.Access.ListAsync(Cancel))[0].LastUsed);
    }

    [Fact]
    public async Task EveryChange_StandsInTheAuditLog_ForItsMunicipality()
    {
        var issued = await CreateAsync(label: "情報政策課");
        await desk.ReissueAsync(issued.Token.Id, new Account("t-9", "都", AccessRole.Central, null), Cancel);
        await desk.RevokeAsync(issued.Token.Id, Account.CommandLine, Cancel);
        await CreateAsync(null);

        var entries = await store.Audit.ListAsync(new AuditFilter(Municipality: "131032"), null, 10, Cancel);
        Assert.Equal([AuditAction.RevokeToken, AuditAction.ReissueToken, AuditAction.CreateToken], entries.Select(entry => entry.Action));
        Assert.Equal([(null, "command line"), ("t-9", "都"), (null, "command line")], entries.Select(entry => (entry.Token, entry.Who)));
        Assert.All(entries, entry => Assert.Equal($"{issued.Token.Id} (情報政策課)", entry.Detail));
    }
}
