using System.Net;
using System.Security.Cryptography.X509Certificates;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Harvester.Tests.Connectors.Fetching;

/// <summary>Pitfall 56: what is wrong with a certificate is told apart.</summary>
public sealed class CertificateTests
{
    private readonly SkippingClock clock = new();

    private async Task<SourceException> FaultAsync(X509Certificate2 certificate, string host = "127.0.0.1")
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync("secret"), certificate);
        using var network = Sources.Network(Sources.Options(clock) with { ConnectTo = new Dictionary<string, IPEndPoint> { [host] = server.EndPoint } });
        var url = new Uri($"https://{host}:{server.Url.Port}/");

        var fault = await Assert.ThrowsAsync<SourceException>(
            () => network.FetcherFor(Sources.Ckan(url)).GetAsync(url, "*/*", new Reading(), TestContext.Current.CancellationToken));

        Assert.Equal(0, server.RobotsRequests); // nothing was said over a connection that proves nothing
        Assert.Empty(clock.Pauses); // and another attempt would not mend it
        Assert.Equal(Whose.Source, fault.Whose);
        Assert.Equal(url.AbsoluteUri, fault.Url);
        Assert.StartsWith($"{host} does not prove who it is: ", fault.Message, StringComparison.Ordinal);
        return fault;
    }

    [Fact]
    public async Task SelfSignedCertificate_IsUntrusted()
    {
        using var certificate = Certificates.For("127.0.0.1");

        var fault = await FaultAsync(certificate);

        Assert.Equal("tls-untrusted", fault.Code);
        Assert.Contains("signed by itself", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExpiredCertificate_SaysUntilWhen()
    {
        using var certificate = Certificates.For("127.0.0.1", until: new DateTimeOffset(2024, 3, 31, 0, 0, 0, TimeSpan.Zero));

        var fault = await FaultAsync(certificate);

        Assert.Equal("tls-expired", fault.Code);
        Assert.Contains("valid from 2020-01-01 to 2024-03-31 only", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CertificateForAnotherName_SaysForWhich()
    {
        using var certificate = Certificates.For("www.city.example.jp");

        var fault = await FaultAsync(certificate, "opendata.city.example.jp");

        Assert.Equal("tls-wrong-name", fault.Code);
        Assert.Contains("its certificate is for www.city.example.jp, not for opendata.city.example.jp", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CertificateWithoutThatOfItsIssuer_IsAnIncompleteChain()
    {
        using var authority = Certificates.Authority("Example CA G1");
        using var certificate = Certificates.For("127.0.0.1", authority);

        var fault = await FaultAsync(certificate);

        Assert.Equal("tls-incomplete-chain", fault.Code);
        Assert.Contains("does not send the certificate of its issuer, CN=Example CA G1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerThatSpeaksNoTls_IsItsOwnFault()
    {
        await using var server = RawServer.Start("HTTP/1.1 200 OK\r\n\r\n");
        using var network = Sources.Network(Sources.Options(clock));
        var url = new UriBuilder(server.Url) { Scheme = "https" }.Uri;
        var fetcher = network.FetcherFor(Sources.Ckan(url, http: Sources.Quick with { Timeout = TimeSpan.FromSeconds(1) }));

        var fault = await Assert.ThrowsAsync<SourceException>(() => fetcher.GetAsync(url, "*/*", new Reading(), TestContext.Current.CancellationToken));

        Assert.Contains(fault.Code, new[] { "tls", "timeout", "robots-unreachable", "unreachable" });
    }
}
