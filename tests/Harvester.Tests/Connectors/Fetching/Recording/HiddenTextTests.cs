using System.Text;
using CsCheck;
using Harvester.Connectors.Fetching;
using Xunit;

namespace Harvester.Tests.Connectors.Fetching.Recording;

public sealed class HiddenTextTests
{
    [Fact]
    public void Secret_IsHiddenWhereverItStands_AlsoAcrossTheWindow() =>
        Gen.Select(Gen.Int[(64 << 10) - 30, (64 << 10) + 30], Gen.Int[0, 40].List[0, 6], Gen.String[Gen.Char['A', 'F'], 1, 12]).Sample((before, gaps, secret) =>
        {
            var (body, expected) = (new StringBuilder(new string('x', before)), new StringBuilder(new string('x', before)));
            foreach (var gap in gaps)
            {
                body.Append(secret).Append('y', gap);
                expected.Append("***").Append('y', gap);
            }

            using var hidden = new MemoryStream();
            var count = new HiddenText(secret).Copy(new MemoryStream(Encoding.ASCII.GetBytes(body.ToString())), hidden);

            return Encoding.ASCII.GetString(hidden.ToArray()) == expected.ToString() && count == gaps.Count;
        }, iter: 300);

    [Theory]
    [InlineData("")]
    [InlineData("nothing of it")]
    [InlineData("s3cre")]
    public void BodyWithoutTheSecret_StaysAsItIs(string body)
    {
        using var hidden = new MemoryStream();

        Assert.Equal(0, new HiddenText("s3cret").Copy(new MemoryStream(Encoding.ASCII.GetBytes(body)), hidden));
        Assert.Equal(body, Encoding.ASCII.GetString(hidden.ToArray()));
    }
}
