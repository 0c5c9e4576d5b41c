using System.Text.Encodings.Web;
using System.Text.Unicode;
using Harvester.Web.Api;
using Harvester.Web.Assets;
using Harvester.Web.Operations;
using Harvester.Web.Pages;
using Harvester.Web.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Harvester.Web;

/// <summary>
/// Everything that the catalogue serves over HTTP, read only. The host adds <see cref="Core.Ports.IStore"/>,
/// <see cref="Core.Ports.ISources"/> and <see cref="TimeProvider"/>.
/// </summary>
public static class HarvesterWeb
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static IServiceCollection AddHarvesterWeb(this IServiceCollection services, HarvesterWebOptions? options = null)
    {
        options ??= new HarvesterWebOptions();
        services.AddSingleton(options);
        RequestPipeline.Add(services, options);
        // Japanese stays Japanese in the HTML; < > & and quotes are escaped all the same.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddRazorComponents();
        return services;
    }

    /// <summary>What every request passes; to be called before <see cref="MapHarvesterWeb"/>.</summary>
    public static IApplicationBuilder UseHarvesterWeb(this IApplicationBuilder application)
    {
        RequestPipeline.Use(application, application.ApplicationServices.GetRequiredService<HarvesterWebOptions>());
        return application;
    }

    /// <summary>Every address of this project; the order is the order of the documentation.</summary>
    public static IEndpointRouteBuilder MapHarvesterWeb(this IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("").AddEndpointFilter(PageResponse.Filter);
        pages.Read("/", PageHandlers.Dashboard);
        pages.Read("/sources/{id}", PageHandlers.Source);
        pages.Read("/runs/{id}", PageHandlers.Run);
        pages.Read("/datasets", PageHandlers.Datasets);
        pages.Read("/datasets/{id}", PageHandlers.Dataset);
        pages.Read("/assets/site.css", Asset.Stylesheet);
        pages.Read("/assets/icon.svg", Asset.Icon);

        var api = endpoints.MapGroup("/api/v1").AddEndpointFilter(ApiResponse.Filter);
        api.Read("/datasets", DatasetsApi.List);
        api.Read("/datasets/{id}", DatasetsApi.Get);
        api.Read("/datasets/{id}/history", HistoryApi.Get);
        api.Read("/datasets/{id}/quality", QualityApi.Get);
        api.Read("/changes", ChangesApi.Read);
        api.Read("/coverage", CoverageApi.Get);
        api.Read("/coverage/history", CoverageApi.History);
        api.Read("/duplicates", DuplicatesApi.List);
        api.Read("/sources", SourcesApi.List);
        api.Read("/runs", RunsApi.List);
        api.Read("/runs/{id}", RunsApi.Get);
        api.Read("/problems", RunsApi.Problems);
        api.Read("/find", FindApi.Get);
        api.MapMethods("/{**path}", [HttpMethods.Options], ApiResponse.Preflight);
        api.Read("/{**path}", ApiResponse.NoSuchAddress).WithOrder(int.MaxValue - 1);

        endpoints.Read("/healthz", Health.Process);
        endpoints.Read("/readyz", Health.Store);

        // Only for reading: with any method it would hide the 405 of the addresses above.
        pages.Read("/{**path}", PageHandlers.NotFound).WithOrder(int.MaxValue);
        return endpoints;
    }

    private static RouteHandlerBuilder Read(this IEndpointRouteBuilder endpoints, string pattern, Delegate handler) =>
        endpoints.MapMethods(pattern, Reading, handler);
}
