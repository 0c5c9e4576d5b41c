using CsCheck;
using Harvester.Core.Assessment.Duplicates;
using Xunit;

namespace Harvester.Tests.Assessment.Duplicates;

public sealed class UrlKeyTests
{
    private static readonly Gen<string> Addresses = Gen.Select(
        Gen.OneOf("http://", "HTTPS://", "//", "ftp://", "", "mailto:"),
        Gen.OneOf("www.example.org", "WWW.www.Example.org.:443", "例え.jp:80", "a", ".", "www."),
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["/%?&=#.+ab4EeＡ公園\u00e9 ()"], 0, 20], Gen.OneOf("/%E5%85%ac%E5%9c%92.csv?utm_source=x&a=%2f#top", "/a//", "?", "/%%41%2541")),
        (scheme, host, rest) => scheme + host + rest);

    [Theory]
    [InlineData("https://www.city.minato.tokyo.jp/a/公園.csv")]
    [InlineData("http://city.minato.tokyo.jp:80/a/公園.csv")]
    [InlineData("HTTPS://WWW.City.Minato.tokyo.jp:443/a/%E5%85%AC%E5%9C%92.csv")]
    [InlineData("https://www.city.minato.tokyo.jp/a/%e5%85%ac%e5%9c%92.csv#top")]
    [InlineData("https://www.city.minato.tokyo.jp/a/公園.csv?utm_source=newsletter&fbclid=1")]
    [InlineData(" https://www.city.minato.tokyo.jp/a/公園.csv/ ")]
    public void SpellingsOfOneAddress_AreOneKey(string address) =>
        Assert.Equal("//city.minato.tokyo.jp/a/%E5%85%AC%E5%9C%92.csv", UrlKey.Of(address));

    [Theory]
    [InlineData("https://example.org/a.csv", "https://example.org/A.csv")]
    [InlineData("https://example.org/a.csv", "https://example.org:8080/a.csv")]
    [InlineData("https://example.org/a%2Fb", "https://example.org/a/b")]
    [InlineData("https://example.org/d?no=1", "https://example.org/d?no=2")]
    [InlineData("https://example.org/a%2Bb", "https://example.org/a+b")]
    [InlineData("https://example.org/a.csv", "https://files.example.org/a.csv")]
    public void OtherAddresses_AreOtherKeys(string one, string other) => Assert.NotEqual(UrlKey.Of(one), UrlKey.Of(other));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/files/a.csv")]
    [InlineData("files//a.csv")]
    [InlineData("javascript:void(0)")]
    [InlineData("https:///a.csv")]
    public void WhatIsNoAddress_HasNoKey(string? address) => Assert.Null(UrlKey.Of(address));

    [Fact]
    public void BracketsAndSpaces_MayBeEncodedOrNot() =>
        Assert.Equal(UrlKey.Of("https://example.org/R3/%28sya%29%20tusyo.csv"), UrlKey.Of("https://example.org/R3/(sya) tusyo.csv"));

    [Fact]
    public void TheKeyOfAKey_IsItself() => Addresses.Sample(address => UrlKey.Of(address) is not { } key || UrlKey.Of(key) == key, iter: 20_000);
}
