using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Storage.Sqlite;
using Harvester.Tests.Publishing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Harvester.Tests.Web.Accounts;

/// <summary>What nobody sent, or nobody may send, changes nothing; and secrets are nowhere.</summary>
public sealed partial class ForgeryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static IEnumerable<RouteEndpoint> Endpoints(TestSite site, string method) => site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(method) is true);

    private static string Address(RouteEndpoint endpoint) => RouteValue().Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), match => match.Value switch
    {
        "{id}" => "minato",
        "{action}" => "status_show",
        _ => "x",
    });

    [Fact]
    public async Task EveryAddressThatTakesAPost_LeadsWhoeverIsNotSignedInToTheSignInPage()
    {
        await using var site = await TestSite.StartAsync();
        using var visitor = new Visitor(site);
        var proof = await visitor.ProofAsync("/sign-in");
        // To end a subscription its secret is the right (RFC 8058, section 3.1): mail programs ask without any session.
        string[] open = ["/sign-in", "/unsubscribe/x", "/api/3/action/status_show", "/api/action/status_show"];
        string[] addresses = [.. Endpoints(site, "POST").Select(Address).Distinct()];
        Assert.Superset(open.ToHashSet(), addresses.ToHashSet());
        Assert.True(addresses.Length >= 17);

        foreach (var address in addresses.Except(open))
        {
            foreach (var fields in new[] { [("form", proof), ("reason", "x"), ("sure", "yes")], Array.Empty<(string, string)>() })
            {
                using var response = await visitor.SendAsync(address, fields);
                Assert.True(response.StatusCode == HttpStatusCode.SeeOther, $"{address}: {response.StatusCode}");
                Assert.StartsWith("/sign-in", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
            }
        }

        foreach (var address in new[] { "/account", "/audit", "/runs/r1/approve" })
        {
            using var response = await visitor.GetAsync(address);
            Assert.Equal((HttpStatusCode.SeeOther, $"/sign-in?back={Uri.EscapeDataString(address)}"), (response.StatusCode, response.Headers.Location?.OriginalString));
        }

        Assert.Empty(await site.Store.Audit.ListAsync(new AuditFilter(), null, 10, Cancel));
        Assert.Empty(await site.Store.Sources.ListAsync(Cancel));
    }

    [Fact]
    public async Task NoAddressTakesAnotherMethodThatChanges()
    {
        await using var site = await TestSite.StartAsync();

        Assert.Empty(Endpoints(site, "PUT").Concat(Endpoints(site, "DELETE")).Concat(Endpoints(site, "PATCH")).Select(Address));
        Assert.DoesNotContain(site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>(), endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is null);
    }

    [Fact]
    public async Task EveryAct_IsRefusedWithoutTheFormsProof_AndWithSomebodyElses()
    {
        await using var site = await TestSite.StartAsync();
        using var central = await Visitor.OfAsync(site, null);
        using var other = await Visitor.OfAsync(site, null);
        var theirs = await other.ProofAsync("/account");
        var before = (await site.Store.Audit.ListAsync(new AuditFilter(), null, 10, Cancel)).Count;

        foreach (var address in Endpoints(site, "POST").Select(Address).Distinct().Where(address => !address.StartsWith("/api", StringComparison.Ordinal) && !address.StartsWith("/unsubscribe", StringComparison.Ordinal)))
        {
            foreach (var fields in new (string, string)[][] { [], [("form", "")], [("form", "nonsense")], [("form", theirs)] })
            {
                using var response = await central.SendAsync(address, [.. fields, ("back", "/sources/minato"), ("until", "2026-09-30")]);
                Assert.True(response.StatusCode == HttpStatusCode.Forbidden, $"{address}: {response.StatusCode}");
                Assert.Contains("href=\"/sources/minato\"", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            }
        }

        Assert.Equal(before, (await site.Store.Audit.ListAsync(new AuditFilter(), null, 10, Cancel)).Count);
        Assert.Empty(await site.Store.Sources.ListAsync(Cancel));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task ActFromAnotherOrigin_IsRefused_EvenWithTheProof(string header, string value)
    {
        await using var site = await TestSite.StartAsync();
        using var visitor = await Visitor.OfAsync(site, "131032");
        var proof = await visitor.ProofAsync("/sources/minato");

        using var foreign = await visitor.SendAsync("/sources/minato/run", [("form", proof)], (header, value));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        Assert.Null((await site.Store.Sources.GetAsync("minato", Cancel))?.Request);

        using var own = await visitor.SendAsync("/sources/minato/run", [("form", proof)], ("Sec-Fetch-Site", "same-origin"), ("Origin", site.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)));
        Assert.Equal(HttpStatusCode.SeeOther, own.StatusCode);
    }

    [Fact]
    public async Task WhatIsNoForm_OrTooLong_IsRefused()
    {
        await using var site = await TestSite.StartAsync();
        using var visitor = await Visitor.OfAsync(site, "131032");
        var proof = await visitor.ProofAsync("/sources/minato");

        using var json = await site.Client.PostAsync(new Uri("/sources/minato/run", UriKind.Relative), new StringContent("{}", Encoding.UTF8, "application/json"), Cancel);
        using var none = await site.Client.PostAsync(new Uri("/sources/minato/run", UriKind.Relative), null, Cancel);
        using var big = await visitor.SendAsync("/sources/minato/run", [("form", proof), ("why", new string('x', 100_000))]);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, HttpStatusCode.UnsupportedMediaType, HttpStatusCode.RequestEntityTooLarge), (json.StatusCode, none.StatusCode, big.StatusCode));
        Assert.Null((await site.Store.Sources.GetAsync("minato", Cancel))?.Request);
    }

    [Fact]
    public async Task GetOfEveryPage_ChangesNothing_EvenForTheCentralTeam()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "1", "施設"));
        await site.WriteAsync(new CatalogueWrite.Hold("minato~1"));
        await site.RunAsync(TestSite.Report("run-1", RunStatus.Suspicious) with { Held = 1 });
        using var central = await Visitor.OfAsync(site, null);
        var (acts, last) = ((await site.Store.Audit.ListAsync(new AuditFilter(), null, 10, Cancel)).Count, await site.Store.Changes.LastAsync(Cancel));

        foreach (var address in Endpoints(site, "POST").Select(Address).Concat(["/runs/run-1/approve?sure=yes", "/datasets/minato~1/erase?reason=x&sure=yes", "/sources/minato/run?form=x"]))
            using (await central.GetAsync(address))
            {
            }

        Assert.Equal((acts, last), ((await site.Store.Audit.ListAsync(new AuditFilter(), null, 10, Cancel)).Count, await site.Store.Changes.LastAsync(Cancel)));
        Assert.Null((await site.Store.Sources.GetAsync("minato", Cancel))?.Request);
        Assert.NotNull(await central.PageAsync("/account"));
    }

    [Fact]
    public async Task Secret_IsInNoLog_NoFile_AndNoAnswerButTheOne()
    {
        var folder = Directory.CreateTempSubdirectory("harvester-secrets-");
        using var log = new KeptLog();
        string secret, cookie;
        await using (var store = await SqliteStore.OpenAsync(Path.Combine(folder.FullName, "store.db"), new FixedClock(TestSite.Now), Cancel))
        await using (var site = await TestSite.StartOverAsync(new Kept(store), options: options => options with { Keys = Path.Combine(folder.FullName, "keys") }, log: log))
        {
            using var central = await Visitor.OfAsync(site, null);
            using var made = await central.PostAsync("/account", "/account/tokens", ("for", "131032"));
            secret = Secret().Match(await made.Content.ReadAsStringAsync(Cancel)).Value;
            Assert.DoesNotContain(made.Headers.SelectMany(header => header.Value), value => value.Contains(secret, StringComparison.Ordinal));
            using var visitor = new Visitor(site);
            await visitor.SignInAsync(secret);
            cookie = visitor.Cookies.GetCookies(site.Client.BaseAddress!)["harvester-session"]!.Value;
            using var wrong = await visitor.PostAsync("/sign-in", "/sign-in", ("token", secret + "x"));
            foreach (var page in new[] { await wrong.Content.ReadAsStringAsync(Cancel), await central.PageAsync("/account"), await central.PageAsync("/audit"), await visitor.PageAsync("/account"), await site.PageAsync("/") })
                Assert.DoesNotContain(secret, page, StringComparison.Ordinal);
        }

        Assert.NotEmpty(secret);
        Assert.Contains(log.Lines, line => line.StartsWith("A wrong token from 127.0.0.1", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains(secret[3..], StringComparison.Ordinal) || line.Contains(cookie, StringComparison.Ordinal));
        foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
            Assert.DoesNotContain(secret[3..], Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file.FullName, Cancel)), StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex RouteValue();

    [GeneratedRegex("hv_[A-Za-z0-9_-]{43}")]
    private static partial Regex Secret();

    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> lines = [];

        public IReadOnlyCollection<string> Lines => lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
