using Harvester.Web.Dcat;
using Xunit;

namespace Harvester.Tests.Web.Dcat;

/// <summary>RFC 9110, section 12.5.1, with its own example among others.</summary>
public sealed class MediaNegotiationTests
{
    [Theory]
    [InlineData(null, "text/html")]
    [InlineData("", "text/html")]
    [InlineData("no media type at all", "text/html")]
    [InlineData("*/*", "text/html")]
    [InlineData("text/turtle", "text/turtle")]
    [InlineData("TEXT/Turtle", "text/turtle")]
    [InlineData("text/turtle;q=0.5, application/ld+json", "application/ld+json")]
    [InlineData("text/*", "text/html")]
    [InlineData("text/*, text/html;q=0.1", "text/turtle")]
    [InlineData("application/*;q=0.2, text/turtle;q=0.1", "application/ld+json")]
    [InlineData("*/*;q=0.1, text/html;q=0", "text/turtle")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", "text/html")]
    [InlineData("application/ld+json;profile=\"http://www.w3.org/ns/json-ld#compacted\"", "application/ld+json")]
    [InlineData("image/png", null)]
    [InlineData("text/html;q=0, text/turtle;q=0, application/ld+json;q=0", null)]
    public void TheOffer_IsTheOneThatTheClientPrefers(string? accept, string? chosen) =>
        Assert.Equal(chosen, MediaNegotiation.Choose(accept, "text/html", "text/turtle", "application/ld+json"));

    [Theory]
    [InlineData("text/turtle", "application/ld+json", "application/ld+json")] // two fields are one list
    public void SeveralFields_AreOneList(string first, string second, string chosen) =>
        Assert.Equal(chosen, MediaNegotiation.Choose(new[] { $"{first};q=0.3", second }, "text/turtle", "application/ld+json"));
}
