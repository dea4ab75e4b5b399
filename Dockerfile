# Offprint with its engines, its faces and the validators that need no browser. (axe and Ace need one,
# and a browser has no sandbox of its own in here; a build tells them as not run.)
#   docker build -t offprint .
#   docker run --rm --network none --user "$(id -u):$(id -g)" -v "$PWD:/work" offprint build --strict --report
FROM debian:bookworm-slim
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends ca-certificates make
COPY . /opt/offprint
RUN make -C /opt/offprint install validators EXTRAS= VENV=/opt/venv
ENV PATH=/opt/venv/bin:$PATH HOME=/tmp
USER nobody
WORKDIR /work
ENTRYPOINT ["offprint"]
